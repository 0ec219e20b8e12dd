package io.notificationhub.template;

import io.notificationhub.templating.ContentTooLong;
import io.notificationhub.templating.MissingVariables;
import io.notificationhub.templating.Part;
import io.notificationhub.templating.SmsText;
import io.notificationhub.templating.TemplateSyntaxError;
import io.notificationhub.web.FieldProblem;
import io.notificationhub.web.ProblemException;
import io.notificationhub.web.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a client is told when a template is refused. */
@Component
final class TemplateProblems implements ProblemTranslator {

    @Override
    public @Nullable ProblemException translate(Throwable error) {
        return switch (error) {
            case TemplateRefused refused -> problem(refused.reason());
            case TemplateSyntaxError syntax -> problem(syntax);
            case MissingVariables missing -> problem(missing);
            case ContentTooLong tooLong ->
                ProblemException.of(TemplateError.CONTENT_TOO_LONG, String.valueOf(tooLong.getMessage()));
            default -> null;
        };
    }

    private static ProblemException problem(TemplateRefused.Reason reason) {
        return switch (reason) {
            case TemplateRefused.Reason.Exists(var id) ->
                ProblemException.of(TemplateError.TEMPLATE_EXISTS, "Revise it by PUT /api/v1/templates/" + id)
                        .with("templateId", id.toString());
            case TemplateRefused.Reason.NotFound() ->
                ProblemException.of(TemplateError.TEMPLATE_NOT_FOUND, TemplateError.TEMPLATE_NOT_FOUND.title());
            case TemplateRefused.Reason.Field(String name, String message) -> ProblemException.invalid(name, message);
            case TemplateRefused.Reason.SmsTooLong(int bytes) ->
                ProblemException.of(
                        TemplateError.CONTENT_TOO_LONG,
                        "The body has %d EUC-KR bytes; a long message has at most %d"
                                .formatted(bytes, SmsText.MAX_LMS_BYTES));
        };
    }

    private static ProblemException problem(TemplateSyntaxError syntax) {
        return ProblemException.of(TemplateError.TEMPLATE_INVALID, String.valueOf(syntax.getMessage()))
                .withErrors(syntax.problems().stream()
                        .map(problem -> new FieldProblem(
                                field(problem.part()), "position " + problem.position() + ": " + problem.message()))
                        .toList());
    }

    private static String field(Part part) {
        return switch (part) {
            case TITLE -> "titleTemplate";
            case BODY -> "bodyTemplate";
            case HTML -> "htmlTemplate";
        };
    }

    private static ProblemException problem(MissingVariables missing) {
        return ProblemException.of(TemplateError.TEMPLATE_VARIABLE_MISSING, String.valueOf(missing.getMessage()))
                .withErrors(missing.names().stream()
                        .map(name -> new FieldProblem("payload." + name, "is required by the template"))
                        .toList());
    }
}
