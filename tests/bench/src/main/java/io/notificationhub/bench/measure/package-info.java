/** What all benches need: servers of their own, contenders in processes of their own, figures and tables. */
@NullMarked
package io.notificationhub.bench.measure;

import org.jspecify.annotations.NullMarked;
