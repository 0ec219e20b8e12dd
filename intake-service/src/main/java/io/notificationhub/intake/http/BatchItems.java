package io.notificationhub.intake.http;

import io.notificationhub.web.ProblemException;
import io.notificationhub.web.RawJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the items of a batch, each as the bytes it was sent as, so that it can be measured and read alone. Here they are read more leniently than there, or one
 * item's fault would be the whole batch's: a name may stand twice, and nesting may be deeper. Not without end, as each level takes memory.
 */
final class BatchItems {
    private static final int MOST = 1000;
    private static final JsonFactory LENIENT = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private BatchItems() {}

    /** @throws ProblemException or {@link tools.jackson.core.JacksonException} for what is no batch */
    static List<byte[]> of(RawJson batch) {
        List<byte[]> items = null;
        try (JsonParser json = LENIENT.createParser(ObjectReadContext.empty(), batch.bytes())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw ProblemException.noObject();
            }
            for (String name = json.nextName(); name != null; name = json.nextName()) {
                json.nextToken();
                if (!name.equals("items")) {
                    json.skipChildren();
                } else if (items != null) {
                    throw ProblemException.invalid("items", "must stand once");
                } else {
                    items = items(json, batch.bytes());
                }
            }
            if (json.nextToken() != null) {
                throw ProblemException.noObject();
            }
        }
        if (items == null || items.isEmpty()) {
            throw wrongNumber();
        }
        return items;
    }

    private static List<byte[]> items(JsonParser json, byte[] batch) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw ProblemException.invalid("items", "has the wrong type");
        }
        List<byte[]> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MOST) {
                throw wrongNumber();
            }
            int from = Math.toIntExact(json.currentTokenLocation().getByteOffset());
            json.skipChildren();
            json.finishToken();
            items.add(Arrays.copyOfRange(
                    batch, from, Math.toIntExact(json.currentLocation().getByteOffset())));
        }
        return items;
    }

    private static ProblemException wrongNumber() {
        return ProblemException.invalid("items", "must have 1 to " + MOST + " entries");
    }
}
