package io.notificationhub.dlqadmin;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.testkit.DocumentedApi;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class DocumentedApiTest extends DeskTest {

    @Test
    void theDocumentNamesEveryEndpointAndNoOther(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        Set<String> served = new TreeSet<>();
        endpoints
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternsCondition()
                        .getPatterns()
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method ->
                                        served.add(DocumentedApi.operation(method.name(), path.getPatternString())))));
        served.removeIf(operation -> operation.contains(" /internal/") || operation.contains(" /console"));
        Set<String> documented = new TreeSet<>(DocumentedApi.of("dlq-admin-service"));
        // No handler: that is what answers 405.
        documented.remove(DocumentedApi.operation("DELETE", "/api/v1/admin/dlq/{attemptId}"));

        assertThat(served).isEqualTo(documented);
    }
}
