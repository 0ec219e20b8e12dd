package io.notificationhub.simulator;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Amazon SES v2: {@code POST /v2/email/outbound-emails}. */
final class SesEndpoint {
    private final SigV4 signature;
    private final VendorIds ids;
    private final SnsTopic topic;

    SesEndpoint(SigV4 signature, VendorIds ids, SnsTopic topic) {
        this.signature = signature;
        this.ids = ids;
        this.topic = topic;
    }

    Reading read(Call call) {
        Optional<SigV4.Refusal> stranger = signature.wrongWith(call);
        if (stranger.isPresent()) {
            return refused(403, stranger.get().type(), stranger.get().message(), Parcel.UNREADABLE);
        }
        Optional<JsonNode> request = Json.parseObject(call.body());
        return request.isEmpty()
                ? refused(400, "SerializationException", "The request body is not JSON.", Parcel.UNREADABLE)
                : read(request.get());
    }

    private Reading read(JsonNode request) {
        JsonNode destination = request.path("Destination");
        List<String> to = new ArrayList<>();
        for (String field : List.of("ToAddresses", "CcAddresses", "BccAddresses")) {
            destination.path(field).values().forEach(address -> to.add(bare(address.stringValue(""))));
        }
        JsonNode content = request.path("Content");
        Optional<Parcel> parcel = content.path("Simple").isObject()
                ? Optional.of(simple(content.path("Simple"), attemptId(request), to))
                : raw(content.path("Raw"), attemptId(request), to);
        if (parcel.isEmpty()) {
            return badRequest("Exactly one readable Content is required: Simple or Raw.", Parcel.UNREADABLE);
        }
        if (to.isEmpty() || to.stream().anyMatch(address -> address.indexOf('@') < 1)) {
            return badRequest("Missing or invalid Destination.", parcel.get());
        }
        String from = bare(Json.text(request, "FromEmailAddress"));
        if (from.indexOf('@') < 1) {
            return badRequest("Missing or invalid FromEmailAddress.", parcel.get());
        }
        return new Email(parcel.get(), from, List.copyOf(to));
    }

    private static Parcel simple(JsonNode simple, @Nullable String attemptId, List<String> to) {
        JsonNode body = simple.path("Body");
        String text = Json.text(body.path("Text"), "Data");
        return new Parcel(
                attemptId,
                String.join(", ", to),
                Json.text(simple.path("Subject"), "Data"),
                text.isEmpty() ? Json.text(body.path("Html"), "Data") : text);
    }

    private static Optional<Parcel> raw(JsonNode raw, @Nullable String attemptId, List<String> to) {
        try {
            byte[] bytes = Base64.getDecoder().decode(Json.text(raw, "Data"));
            if (bytes.length == 0) {
                return Optional.empty();
            }
            MailMessage message = MailMessage.parse(bytes);
            return Optional.of(new Parcel(attemptId, String.join(", ", to), message.subject(), message.text()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static @Nullable String attemptId(JsonNode request) {
        for (JsonNode tag : request.path("EmailTags").values()) {
            if (Json.text(tag, "Name").equals("attemptId")) {
                return Json.text(tag, "Value");
            }
        }
        return null;
    }

    /** {@code Jane <jane@example.com>} is {@code jane@example.com}. */
    private static String bare(String address) {
        int open = address.lastIndexOf('<');
        int close = address.lastIndexOf('>');
        return (open >= 0 && close > open ? address.substring(open + 1, close) : address).strip();
    }

    private static Reading badRequest(String message, Parcel parcel) {
        return refused(400, "BadRequestException", message, parcel);
    }

    private static Reading refused(int status, String type, String message, Parcel parcel) {
        return new Reading.Refused(SesErrors.of(status, type, message), parcel);
    }

    private final class Email implements Submission {
        private final Parcel parcel;
        private final String from;
        private final List<String> to;

        Email(Parcel parcel, String from, List<String> to) {
            this.parcel = parcel;
            this.from = from;
            this.to = to;
        }

        @Override
        public List<Parcel> parcels() {
            return List.of(parcel);
        }

        @Override
        public Settled settle(List<Verdict> verdicts) {
            return switch (verdicts.getFirst()) {
                case DELIVERABLE -> {
                    String messageId = ids.hex();
                    Answer answer = Answer.json(200, Json.object().put("MessageId", messageId))
                            .as("application/json")
                            .with("x-amzn-RequestId", messageId);
                    yield Settled.accepted(answer, parcel, messageId);
                }
                case TEMPORARILY_UNAVAILABLE ->
                    Settled.refused(
                            SesErrors.of(
                                    503,
                                    "RecipientUnavailableException",
                                    "450 4.2.1 recipient temporarily unavailable (simulated)"),
                            parcel);
                case UNDELIVERABLE ->
                    Settled.refused(
                            SesErrors.of(400, "MessageRejected", "Email address is not deliverable (simulated)"),
                            parcel);
            };
        }

        @Override
        public Settled fail(Fault fault) {
            return Settled.refused(SesErrors.of(fault), parcel);
        }

        @Override
        public Optional<Callback> receipt(Line line, Fault fault) {
            boolean complains = parcel.to().toLowerCase(Locale.ROOT).startsWith("complaint");
            SesEvent event = new SesEvent(line.messageId(), from, to, parcel);
            return Optional.of(topic.notification(
                    !fault.delivers()
                            ? event.bounce(topic.now())
                            : complains ? event.complaint(topic.now()) : event.delivery(topic.now())));
        }
    }
}
