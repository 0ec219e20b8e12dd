package io.notificationhub.dlqadmin.audit;

import io.notificationhub.dlqadmin.request.Page;
import io.notificationhub.dlqadmin.request.Query;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows the audit trail, newest first. */
@RestController
class AuditController {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_ACTOR = 128;

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/v1/admin/audit")
    Mono<Page<AuditEntry>> list(ServerHttpRequest request) {
        Query query = Query.of(request, "cursor", "limit", "actor", "action");
        int limit = query.limit("limit", PAGE, LARGEST_PAGE);
        return audit.page(
                        query.text("actor", LONGEST_ACTOR),
                        query.choice("action", AuditAction.class),
                        query.cursor(),
                        limit + 1)
                .map(found -> Page.of(found, limit, AuditEntry::id, entry -> entry));
    }
}
