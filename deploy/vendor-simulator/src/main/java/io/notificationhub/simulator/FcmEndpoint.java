package io.notificationhub.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** FCM HTTP v1: {@code POST /v1/projects/{project}/messages:send}. */
final class FcmEndpoint {
    private static final int MOST_BYTES = 4_096;
    private static final Set<String> REQUEST_FIELDS = Set.of("message", "validate_only", "validateOnly");
    private static final Set<String> MESSAGE_FIELDS = Set.of(
            "name",
            "data",
            "notification",
            "android",
            "webpush",
            "apns",
            "fcm_options",
            "fcmOptions",
            "token",
            "topic",
            "condition");

    private final FcmTokens tokens;
    private final VendorIds ids;
    private final HubAck ack;

    FcmEndpoint(FcmTokens tokens, VendorIds ids, HubAck ack) {
        this.tokens = tokens;
        this.ids = ids;
        this.ack = ack;
    }

    Reading read(Call call) {
        Optional<String> stranger = tokens.wrongWithBearer(call.header("Authorization"));
        if (stranger.isPresent()) {
            return new Reading.Refused(FcmError.unauthenticated(stranger.get()), Parcel.UNREADABLE);
        }
        Optional<JsonNode> request = Json.parseObject(call.body());
        if (request.isEmpty()) {
            return new Reading.Refused(FcmError.badRequest("", "Invalid JSON payload received."), Parcel.UNREADABLE);
        }
        JsonNode message = request.get().path("message");
        Parcel parcel = parcel(message);
        return wrongWith(request.get(), message, call.body().length)
                .<Reading>map(answer -> new Reading.Refused(answer, parcel))
                .orElseGet(() -> new Message(parcel, call.segments().get(2)));
    }

    private static Optional<Answer> wrongWith(JsonNode request, JsonNode message, int bytes) {
        for (String name : request.propertyNames()) {
            if (!REQUEST_FIELDS.contains(name)) {
                return unknown(name, "");
            }
        }
        if (!message.isObject()) {
            return Optional.of(FcmError.badRequest("message", "Invalid value at 'message'"));
        }
        for (String name : message.propertyNames()) {
            if (!MESSAGE_FIELDS.contains(name)) {
                return unknown(name, " at 'message'");
            }
        }
        int index = 0;
        for (Map.Entry<String, JsonNode> entry : message.path("data").properties()) {
            if (!entry.getValue().isString()) {
                String field = "message.data[" + index + "].value";
                return Optional.of(FcmError.badRequest(
                        field, "Invalid value at '" + field + "' (TYPE_STRING), " + entry.getValue()));
            }
            index++;
        }
        if (bytes > MOST_BYTES) {
            return Optional.of(FcmError.badRequest("message", "Message is too big: " + bytes + " > " + MOST_BYTES));
        }
        if (Json.text(message, "token").isBlank()) {
            return message.path("token").isMissingNode()
                    ? Optional.of(FcmError.badRequest(
                            "message",
                            "Exactly one of token, topic or condition is required; this simulator knows token"))
                    : Optional.of(FcmError.INVALID_ARGUMENT.answer());
        }
        return Optional.empty();
    }

    private static Optional<Answer> unknown(String name, String where) {
        return Optional.of(FcmError.badRequest(
                "", "Invalid JSON payload received. Unknown name \"" + name + "\"" + where + ": Cannot find field."));
    }

    private static Parcel parcel(JsonNode message) {
        JsonNode notification = message.path("notification");
        JsonNode data = message.path("data");
        return new Parcel(
                data.path("attemptId").isString() ? Json.text(data, "attemptId") : null,
                Json.text(message, "token"),
                notification.path("title").stringValue(Json.text(data, "title")),
                notification.path("body").stringValue(Json.text(data, "body")));
    }

    private final class Message implements Submission {
        private final Parcel parcel;
        private final String project;

        Message(Parcel parcel, String project) {
            this.parcel = parcel;
            this.project = project;
        }

        @Override
        public List<Parcel> parcels() {
            return List.of(parcel);
        }

        @Override
        public Settled settle(List<Verdict> verdicts) {
            return switch (verdicts.getFirst()) {
                case DELIVERABLE -> {
                    String name = "projects/" + project + "/messages/0:" + ids.hex();
                    yield Settled.accepted(Answer.json(200, Json.object().put("name", name)), parcel, name);
                }
                case TEMPORARILY_UNAVAILABLE -> Settled.refused(FcmError.recipientUnavailable(), parcel);
                case UNDELIVERABLE -> Settled.refused(FcmError.UNREGISTERED.answer(), parcel);
            };
        }

        @Override
        public Settled fail(Fault fault) {
            FcmError error = FcmError.of(fault);
            Integer status = fault.status();
            Answer answer = status == null ? error.answer() : error.answer(status);
            return Settled.refused(answer.retryAfter(fault), parcel);
        }

        @Override
        public Optional<Callback> receipt(Line line, Fault fault) {
            return ack.of(Vendor.FCM, line, fault);
        }
    }
}
