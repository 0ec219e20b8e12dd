package io.notificationhub.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Finds out what of a request could not be read, and names it. */
final class UnreadableInput {
    private UnreadableInput() {}

    static ProblemException problem(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return ProblemException.of(CommonError.PAYLOAD_TOO_LARGE, CommonError.PAYLOAD_TOO_LARGE.title());
            }
            if (cause instanceof InvalidFormatException format) {
                return at(format, "has a value that is not allowed");
            }
            if (cause instanceof MismatchedInputException mismatch) {
                return at(mismatch, "has the wrong type");
            }
            if (cause instanceof InputCoercionException outOfRange) {
                return at(outOfRange, "is out of range");
            }
            if (cause instanceof JacksonException) {
                return ProblemException.of(CommonError.INVALID_REQUEST, "The body is not valid JSON");
            }
        }
        return error instanceof ServerWebInputException input
                ? parameter(input)
                : ProblemException.of(CommonError.INVALID_REQUEST, "The request can't be read");
    }

    private static ProblemException at(JacksonException error, String message) {
        return error.getPath().isEmpty() ? ProblemException.noObject() : ProblemException.invalid(path(error), message);
    }

    private static String path(JacksonException error) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : error.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static ProblemException parameter(ServerWebInputException input) {
        MethodParameter parameter = input.getMethodParameter();
        if (parameter != null && parameter.hasParameterAnnotation(RequestBody.class)) {
            return ProblemException.noObject();
        }
        String name = nameOf(parameter);
        return name == null || input.getCause() == null
                ? ProblemException.of(CommonError.INVALID_REQUEST, "The request can't be read")
                : ProblemException.invalid(name, "has a value that is not allowed");
    }

    static @Nullable String nameOf(@Nullable MethodParameter parameter) {
        return parameter == null ? null : parameter.getParameterName();
    }
}
