/** S3: the worker's reading of Kafka against other ways to read it. */
@NullMarked
package io.notificationhub.bench.worker;

import org.jspecify.annotations.NullMarked;
