package io.notificationhub.web;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;

/** Turns what the web framework throws into the hub's problems. A service adds its own translations as {@link ProblemTranslator} beans. */
@Order(Integer.MAX_VALUE)
final class ProblemTranslation implements ProblemTranslator {

    @Override
    public @Nullable ProblemException translate(Throwable error) {
        return switch (error) {
            case ProblemException problem -> problem;
            case WebExchangeBindException bind -> ProblemException.invalid(fields(bind));
            case MissingRequestValueException missing -> ProblemException.invalid(missing.getName(), "is required");
            case UnsupportedMediaTypeStatusException media ->
                ProblemException.of(CommonError.UNSUPPORTED_MEDIA_TYPE, "Send application/json");
            case MethodNotAllowedException method ->
                ProblemException.of(CommonError.METHOD_NOT_ALLOWED, method.getHttpMethod() + " is not allowed here");
            case NotAcceptableStatusException notAcceptable ->
                ProblemException.of(CommonError.NOT_ACCEPTABLE, CommonError.NOT_ACCEPTABLE.title());
            case NoResourceFoundException none -> ProblemException.of(CommonError.NOT_FOUND, "No such path");
            case HandlerMethodValidationException parameters
            when !parameters.isForReturnValue() -> ProblemException.invalid(fields(parameters));
            case ServerWebInputException input -> UnreadableInput.problem(input);
            case DataBufferLimitException tooLarge -> UnreadableInput.problem(tooLarge);
            case DecodingException decoding -> UnreadableInput.problem(decoding);
            case JacksonException json -> UnreadableInput.problem(json);
            case ServerErrorException blank
            when isOfPathVariable(blank) -> ProblemException.invalid(String.valueOf(blank.getReason()), "is not valid");
            case ResponseStatusException status -> ofStatus(status);
            default -> null;
        };
    }

    /** The framework blames itself for a variable that is blank, such as %20 where an id belongs. */
    private static boolean isOfPathVariable(ServerErrorException error) {
        MethodParameter parameter = error.getMethodParameter();
        return parameter != null && parameter.hasParameterAnnotation(PathVariable.class);
    }

    private static List<FieldProblem> fields(WebExchangeBindException bind) {
        return bind.getAllErrors().stream()
                .map(e -> field(e instanceof FieldError field ? field.getField() : e.getObjectName(), e))
                .sorted(Comparator.comparing(FieldProblem::field))
                .toList();
    }

    private static List<FieldProblem> fields(HandlerMethodValidationException parameters) {
        return parameters.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream().map(e -> field(nameOf(result, e), e)))
                .sorted(Comparator.comparing(FieldProblem::field))
                .toList();
    }

    private static String nameOf(ParameterValidationResult result, MessageSourceResolvable error) {
        if (error instanceof FieldError field) {
            return field.getField();
        }
        return String.valueOf(UnreadableInput.nameOf(result.getMethodParameter()));
    }

    private static FieldProblem field(String name, MessageSourceResolvable error) {
        String message = error.getDefaultMessage();
        return new FieldProblem(name, message == null ? "is not valid" : message);
    }

    /** Null for a status that means a fault of ours. */
    private static @Nullable ProblemException ofStatus(ResponseStatusException error) {
        HttpStatus status = HttpStatus.resolve(error.getStatusCode().value());
        @Nullable
        CommonError code = switch (status) {
            case NOT_FOUND -> CommonError.NOT_FOUND;
            case UNAUTHORIZED -> CommonError.UNAUTHORIZED;
            case FORBIDDEN -> CommonError.FORBIDDEN;
            case CONTENT_TOO_LARGE -> CommonError.PAYLOAD_TOO_LARGE;
            case METHOD_NOT_ALLOWED -> CommonError.METHOD_NOT_ALLOWED;
            case NOT_ACCEPTABLE -> CommonError.NOT_ACCEPTABLE;
            case UNSUPPORTED_MEDIA_TYPE -> CommonError.UNSUPPORTED_MEDIA_TYPE;
            case SERVICE_UNAVAILABLE, BAD_GATEWAY, GATEWAY_TIMEOUT -> CommonError.TEMPORARILY_UNAVAILABLE;
            case null, default -> error.getStatusCode().is4xxClientError() ? CommonError.INVALID_REQUEST : null;
        };
        return code == null ? null : ProblemException.of(code, code.title());
    }
}
