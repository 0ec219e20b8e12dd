/**
 * Faults under load: real processes of a running stack are killed, held down or fed with garbage while producers post, and afterwards every guarantee
 * is checked by what the producers were told and what the vendors got. Runs by {@code ./hub faults}, against 127.0.0.1 only.
 */
@NullMarked
package io.notificationhub.faults;

import org.jspecify.annotations.NullMarked;
