/** What the tests of several modules need: real infrastructure once per JVM, and a vendor that answers as told. */
@NullMarked
package io.notificationhub.testkit;

import org.jspecify.annotations.NullMarked;
