/**
 * The local stack: real PostgreSQL, Redis and Kafka, the vendor simulator and every service as processes on loopback.
 *
 * <p>The three servers are also what the tests of all modules run on.
 */
@NullMarked
package io.notificationhub.local;

import org.jspecify.annotations.NullMarked;
