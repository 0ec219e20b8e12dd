/**
 * A bounded number of records in flight per topic, in order per key, committed up to the first unfinished one. Spring Kafka's asynchronous
 * acknowledgement holds a poll until its slowest record is done; here a stalled record holds back only its own key.
 */
@NullMarked
package io.notificationhub.delivery.kafka;

import org.jspecify.annotations.NullMarked;
