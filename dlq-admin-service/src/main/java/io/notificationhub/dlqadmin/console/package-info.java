/**
 * The operators' web console: pages made on the server, in Korean and English, for what the API offers. Whatever it changes it changes by the
 * same use cases as the API, so it is audited the same. It has no sessions: the gateway turns the operator's cookie into the header that names
 * the operator.
 */
@NullMarked
package io.notificationhub.dlqadmin.console;

import org.jspecify.annotations.NullMarked;
