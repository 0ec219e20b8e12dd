package io.notificationhub.gateway;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** What an operator's request is for. Requests are counted apart for each. */
enum OperatorScope {
    DLQ_READ("dlq.read"),
    DLQ_WRITE("dlq.write"),
    DLQ_BULK("dlq.bulk"),
    TEMPLATE_READ("template.read"),
    TEMPLATE_WRITE("template.write"),
    CONSOLE_READ("console.read"),
    CONSOLE_SESSION("console.session");

    private final String label;

    OperatorScope(String label) {
        this.label = label;
    }

    static OperatorScope of(Visit visit) {
        return switch (visit.endpoint()) {
            case TEMPLATES -> visit.isRead() ? TEMPLATE_READ : TEMPLATE_WRITE;
            case SESSION -> CONSOLE_SESSION;
            case CONSOLE -> visit.isRead() ? CONSOLE_READ : deskWrite(visit);
            default -> visit.isRead() ? DLQ_READ : deskWrite(visit);
        };
    }

    private static OperatorScope deskWrite(Visit visit) {
        // As the service will read it.
        String path = UriUtils.decode(visit.path(), StandardCharsets.UTF_8);
        return path.contains("/bulk") ? DLQ_BULK : DLQ_WRITE;
    }

    /** The name in limits and metrics. */
    String label() {
        return label;
    }
}
