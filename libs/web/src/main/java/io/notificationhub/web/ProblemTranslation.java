package io.notificationhub.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

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
            case ServerWebInputException input -> unreadable(input);
            case DataBufferLimitException tooLarge -> tooLarge();
            case DecodingException decoding -> unreadable(decoding);
            case JacksonException json -> unreadable(json);
            case ResponseStatusException status -> ofStatus(status);
            default -> null;
        };
    }

    private static List<FieldProblem> fields(WebExchangeBindException bind) {
        return bind.getAllErrors().stream()
                .map(e -> new FieldProblem(
                        e instanceof FieldError field ? field.getField() : e.getObjectName(),
                        e.getDefaultMessage() == null ? "is not valid" : e.getDefaultMessage()))
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
    }

    private static ProblemException tooLarge() {
        return ProblemException.of(CommonError.PAYLOAD_TOO_LARGE, CommonError.PAYLOAD_TOO_LARGE.title());
    }

    private static ProblemException unreadable(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return tooLarge();
            }
            if (cause instanceof InvalidFormatException format) {
                return ProblemException.invalid(path(format), "has a value that is not allowed");
            }
            if (cause instanceof MismatchedInputException mismatch) {
                return ProblemException.invalid(path(mismatch), "has the wrong type");
            }
            if (cause instanceof JacksonException) {
                return ProblemException.of(CommonError.INVALID_REQUEST, "The body is not valid JSON");
            }
        }
        return ProblemException.of(CommonError.INVALID_REQUEST, "The request can't be read");
    }

    private static String path(DatabindException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static ProblemException ofStatus(ResponseStatusException error) {
        HttpStatus status = HttpStatus.resolve(error.getStatusCode().value());
        CommonError code = switch (status) {
            case NOT_FOUND -> CommonError.NOT_FOUND;
            case UNAUTHORIZED -> CommonError.UNAUTHORIZED;
            case FORBIDDEN -> CommonError.FORBIDDEN;
            case CONTENT_TOO_LARGE -> CommonError.PAYLOAD_TOO_LARGE;
            case METHOD_NOT_ALLOWED -> CommonError.METHOD_NOT_ALLOWED;
            case SERVICE_UNAVAILABLE, BAD_GATEWAY, GATEWAY_TIMEOUT -> CommonError.TEMPORARILY_UNAVAILABLE;
            case null, default ->
                error.getStatusCode().is4xxClientError() ? CommonError.INVALID_REQUEST : CommonError.INTERNAL_ERROR;
        };
        return ProblemException.of(code, code.title());
    }
}
