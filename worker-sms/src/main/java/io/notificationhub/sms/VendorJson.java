package io.notificationhub.sms;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Vendors' JSON. */
final class VendorJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private VendorJson() {}

    /** A missing node for what isn't JSON: a proxy's error page, an empty body. */
    static JsonNode read(byte[] answer) {
        try {
            return JSON.readTree(answer);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static byte[] write(Object request) {
        return JSON.writeValueAsBytes(request);
    }
}
