package io.notificationhub.simulator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Twilio's Programmable Messaging: {@code POST /2010-04-01/Accounts/{sid}/Messages.json}. */
final class TwilioEndpoint {
    private static final String VERSION = "2010-04-01";
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");
    private static final int MOST_CHARACTERS = 1_600;

    private final Clock clock;
    private final String accountSid;
    private final String authToken;
    private final String authorization;
    private final VendorIds ids;

    TwilioEndpoint(Clock clock, SimulatorSettings.Credentials credentials, VendorIds ids) {
        this.clock = clock;
        this.accountSid = credentials.twilioAccountSid();
        this.authToken = credentials.twilioAuthToken();
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((accountSid + ":" + authToken).getBytes(StandardCharsets.UTF_8));
        this.ids = ids;
    }

    Reading read(Call call) {
        if (!Signatures.same(call.header("Authorization"), authorization)) {
            return new Reading.Refused(TwilioErrors.of(20003), Parcel.UNREADABLE);
        }
        Map<String, List<String>> form = call.form();
        Message message = new Message(form);
        int wrong = wrongWith(call, form);
        return wrong == 0 ? message : new Reading.Refused(TwilioErrors.of(wrong), message.parcel);
    }

    private int wrongWith(Call call, Map<String, List<String>> form) {
        if (!call.segments().get(2).equals(accountSid)) {
            return 20404;
        }
        String to = Call.first(form, "To");
        if (to.isBlank()) {
            return 21604;
        }
        if (!E164.matcher(to).matches()) {
            return 21211;
        }
        if (Call.first(form, "From").isBlank()
                && Call.first(form, "MessagingServiceSid").isBlank()) {
            return 21603;
        }
        String body = Call.first(form, "Body");
        if (body.isEmpty()) {
            return 21602;
        }
        return body.length() > MOST_CHARACTERS ? 21617 : 0;
    }

    /** Twilio's signature of a form post: the URL, then every parameter's name and value in the order of the names. */
    static String signature(String authToken, String url, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(parameters).forEach((name, value) -> text.append(name).append(value));
        return Base64.getEncoder()
                .encodeToString(Signatures.hmac(
                        "HmacSHA1",
                        authToken.getBytes(StandardCharsets.UTF_8),
                        text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private final class Message implements Submission {
        private final String from;
        private final String messagingServiceSid;
        private final String statusCallback;
        private final Parcel parcel;

        Message(Map<String, List<String>> form) {
            this.from = Call.first(form, "From");
            this.messagingServiceSid = Call.first(form, "MessagingServiceSid");
            this.statusCallback = Call.first(form, "StatusCallback");
            this.parcel = new Parcel(attemptId(statusCallback), Call.first(form, "To"), "", Call.first(form, "Body"));
        }

        private static @Nullable String attemptId(String statusCallback) {
            int end = statusCallback.indexOf('?');
            String path = end < 0 ? statusCallback : statusCallback.substring(0, end);
            String last = path.substring(path.lastIndexOf('/') + 1);
            return last.isEmpty() ? null : last;
        }

        @Override
        public List<Parcel> parcels() {
            return List.of(parcel);
        }

        @Override
        public Settled settle(List<Verdict> verdicts) {
            return switch (verdicts.getFirst()) {
                case DELIVERABLE -> {
                    String sid = "SM" + ids.hex();
                    yield Settled.accepted(Answer.json(201, resource(sid)), parcel, sid);
                }
                case TEMPORARILY_UNAVAILABLE -> Settled.refused(TwilioErrors.of(30003), parcel);
                case UNDELIVERABLE -> Settled.refused(TwilioErrors.of(21211), parcel);
            };
        }

        @Override
        public Settled fail(Fault fault) {
            return Settled.refused(TwilioErrors.of(fault), parcel);
        }

        private ObjectNode resource(String sid) {
            String uri = "/" + VERSION + "/Accounts/" + accountSid + "/Messages/" + sid;
            String now =
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
            ObjectNode resource = Json.object()
                    .put("account_sid", accountSid)
                    .put("api_version", VERSION)
                    .put("body", parcel.body())
                    .put("date_created", now)
                    .putNull("date_sent")
                    .put("date_updated", now)
                    .put("direction", "outbound-api")
                    .putNull("error_code")
                    .putNull("error_message")
                    .put("from", from.isEmpty() ? null : from)
                    .put("messaging_service_sid", messagingServiceSid.isEmpty() ? null : messagingServiceSid)
                    .put("num_media", "0")
                    .put("num_segments", "1")
                    .putNull("price")
                    .putNull("price_unit")
                    .put("sid", sid)
                    .put("status", messagingServiceSid.isEmpty() ? "queued" : "accepted")
                    .put("to", parcel.to())
                    .put("uri", uri + ".json");
            resource.putObject("subresource_uris").put("media", uri + "/Media.json");
            return resource;
        }

        @Override
        public Optional<Callback> receipt(Line line, Fault fault) {
            if (statusCallback.isEmpty()) {
                return Optional.empty();
            }
            String status = fault.delivers() ? "delivered" : "undelivered";
            Map<String, String> parameters = new TreeMap<>(Map.of(
                    "AccountSid", accountSid,
                    "ApiVersion", VERSION,
                    "From", from,
                    "MessageSid", line.messageId(),
                    "MessageStatus", status,
                    "SmsSid", line.messageId(),
                    "SmsStatus", status,
                    "To", parcel.to()));
            if (!fault.delivers()) {
                parameters.put("ErrorCode", fault.errorCodeOr("30005"));
            }
            String body = parameters.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return Optional.of(new Callback(
                    URI.create(statusCallback),
                    "application/x-www-form-urlencoded; charset=UTF-8",
                    Map.of("X-Twilio-Signature", signature(authToken, statusCallback, parameters)),
                    body));
        }
    }
}
