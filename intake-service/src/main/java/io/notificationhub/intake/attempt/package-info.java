/** The attempts' state machine, which only this service writes: results, retries, dead letters and operators' decisions. */
@NullMarked
package io.notificationhub.intake.attempt;

import org.jspecify.annotations.NullMarked;
