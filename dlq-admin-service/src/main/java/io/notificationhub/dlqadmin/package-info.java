/**
 * The dead-letter desk: keeps every delivery attempt that failed for good, shows it to operators, and takes their decisions, alone or in
 * bulk, with an audit trail, which also keeps what operators do to templates. It decides nothing about the attempt itself: a decision leaves as an
 * event for intake, which owns attempts.
 */
@NullMarked
package io.notificationhub.dlqadmin;

import org.jspecify.annotations.NullMarked;
