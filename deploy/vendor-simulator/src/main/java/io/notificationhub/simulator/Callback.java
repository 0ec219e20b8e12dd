package io.notificationhub.simulator;

import java.net.URI;
import java.util.Map;

/** A request that a vendor makes to the hub. */
record Callback(URI url, String contentType, Map<String, String> headers, String body) {}
