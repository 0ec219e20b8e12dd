package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.testkit.DocumentedApi;
import io.notificationhub.testkit.DocumentedRequests;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class DocumentedApiTest extends DeskTest {
    private static final String SERVICE = "dlq-admin-service";

    @Test
    void theDocumentNamesEveryEndpointAndNoOther(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        Set<String> documented = new TreeSet<>(DocumentedApi.of(SERVICE));
        // No handler: that is what answers 405.
        documented.remove(DocumentedApi.name("DELETE", "/api/v1/admin/dlq/{attemptId}"));

        assertThat(DocumentedApi.served(endpoints)).isEqualTo(documented);
    }

    @TestFactory
    Stream<DynamicTest> whatTheDocumentForbidsIsRefusedAndNothingElse() {
        return DocumentedRequests.to(SERVICE, http);
    }
}
