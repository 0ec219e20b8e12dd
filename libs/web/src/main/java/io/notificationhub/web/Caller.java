package io.notificationhub.web;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;

/** Who calls, as the gateway vouches for. */
public sealed interface Caller {

    /** A service that asks for notifications. Sees its own unless it holds {@code read:any}. */
    record Producer(String id, Set<String> scopes) implements Caller {
        public Producer {
            scopes = Set.copyOf(scopes);
        }

        public boolean mayReadAny() {
            return scopes.contains("read:any");
        }
    }

    /** A person at the dead-letter desk. */
    record Operator(String name, String clientIp) implements Caller {}

    /** The producer of this request. @throws ProblemException 401 where the gateway named none */
    static Producer producer(HttpHeaders headers) {
        String id = headers.getFirst(HubHeaders.PRODUCER);
        if (id == null || id.isBlank()) {
            throw ProblemException.of(CommonError.UNAUTHORIZED, "The call did not come through the gateway");
        }
        String scopes = headers.getFirst(HubHeaders.SCOPES);
        return new Producer(id, new HashSet<>(List.of(StringUtils.tokenizeToStringArray(scopes, " "))));
    }

    /** The operator of this request. @throws ProblemException 401 where the gateway named none */
    static Operator operator(HttpHeaders headers) {
        String name = headers.getFirst(HubHeaders.OPERATOR);
        if (name == null || name.isBlank()) {
            throw ProblemException.of(CommonError.UNAUTHORIZED_ADMIN, "The call did not come through the gateway");
        }
        String ip = headers.getFirst(HubHeaders.CLIENT_IP);
        return new Operator(name, ip == null ? "unknown" : ip);
    }

    /** The vendor whose callback this request is, by the hub's name for it. @throws ProblemException 401 where the gateway named none */
    static String vendor(HttpHeaders headers) {
        String name = headers.getFirst(HubHeaders.VENDOR);
        if (name == null || name.isBlank()) {
            throw ProblemException.of(CommonError.UNAUTHORIZED, "The call did not come through the gateway");
        }
        return name;
    }
}
