package io.notificationhub.dlqadmin.console;

import io.notificationhub.web.HubHeaders;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Shows to people the problems that the API would tell to programs. */
@ControllerAdvice(basePackageClasses = ConsoleErrors.class)
class ConsoleErrors {
    private final Pages pages;
    private final ProblemWriter problems;

    ConsoleErrors(Pages pages, ProblemWriter problems) {
        this.pages = pages;
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<String> show(Exception error, ServerHttpRequest request) {
        ProblemException problem = problems.translate(error);
        Texts texts = pages.texts(Language.of(request));
        Model model = new Model()
                .with("problem", texts.of("problem", problem.code().name()))
                .with("detail", detail(problem, texts));
        boolean part = request.getPath().value().contains("/part/");
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.code().status())
                .headers(headers -> ProblemWriter.setHeaders(headers, problem))
                .header(HubHeaders.PROBLEM, problem.code().name())
                .contentType(MediaType.valueOf("text/html;charset=UTF-8"));
        if (part) {
            // What the operator was about to do stays on the page.
            answer.header("HX-Retarget", "#alert").header("HX-Reswap", "innerHTML");
        }
        return answer.body(pages.render(part ? "problem" : "problem-page", request, model));
    }

    /** In the operator's language: why the desk refuses, or what is wrong with a field. The rest is in the heading. */
    private static @Nullable String detail(ProblemException problem, Texts texts) {
        if (problem.members().get("refusal") instanceof String refusal) {
            return texts.of("refusal", refusal);
        }
        return problem.errors().stream()
                .findFirst()
                .map(error -> texts.find("invalid", error.field())
                        .orElseGet(() -> texts.of("invalid", "Other") + " " + error.field()))
                .orElse(null);
    }
}
