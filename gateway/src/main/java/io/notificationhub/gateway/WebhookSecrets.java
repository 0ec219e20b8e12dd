package io.notificationhub.gateway;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The secrets shared with each vendor. None for a vendor means that nothing it sends is believed. */
@Component
final class WebhookSecrets {
    private final Map<String, List<byte[]>> secrets = new HashMap<>();

    WebhookSecrets(WebhookProperties properties) {
        properties
                .secrets()
                .forEach((vendor, active) -> secrets.put(
                        vendor,
                        active.stream()
                                .filter(secret -> !secret.isBlank())
                                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                                .toList()));
    }

    List<byte[]> of(String vendor) {
        return secrets.getOrDefault(vendor, List.of());
    }
}
