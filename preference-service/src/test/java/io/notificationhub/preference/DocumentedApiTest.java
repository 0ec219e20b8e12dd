package io.notificationhub.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.notificationhub.testkit.DocumentedApi;
import io.notificationhub.testkit.DocumentedRequests;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

class DocumentedApiTest extends ServiceTest {
    private static final String SERVICE = "preference-service";

    @Test
    void theDocumentNamesEveryEndpointAndNoOther(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping endpoints) {
        Set<String> documented = DocumentedApi.of(SERVICE);

        assertThat(DocumentedApi.served(endpoints)).isEqualTo(documented);
    }

    @TestFactory
    Stream<DynamicTest> whatTheDocumentForbidsIsRefusedAndNothingElse() {
        return DocumentedRequests.to(SERVICE, web);
    }
}
