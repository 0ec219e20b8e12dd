package io.notificationhub.simulator;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** NHN Cloud: sending by AlimTalk v2.3 and SMS v3.0. */
final class NhnEndpoint {
    private final Clock clock;
    private final Faults faults;
    private final NhnLedger ledger;
    private final VendorIds ids;
    private final NhnAccount account;
    private final String webhookSecret;
    private final URI webhook;

    NhnEndpoint(
            Clock clock,
            Faults faults,
            NhnLedger ledger,
            VendorIds ids,
            NhnAccount account,
            SimulatorSettings settings) {
        this.clock = clock;
        this.faults = faults;
        this.ledger = ledger;
        this.ids = ids;
        this.account = account;
        this.webhookSecret = settings.credentials().webhookSecret();
        this.webhook = settings.callbackBase().resolve("/api/v1/deliveries/callbacks/nhn");
    }

    Reading read(NhnProduct product, Call call) {
        NhnResult stranger = account.wrongWith(call);
        if (!stranger.success()) {
            return new Reading.Refused(NhnAnswers.header(200, stranger), Parcel.UNREADABLE);
        }
        Optional<JsonNode> request = Json.parseObject(call.body());
        if (request.isEmpty()) {
            return new Reading.Refused(NhnAnswers.header(200, NhnResult.NOT_JSON), Parcel.UNREADABLE);
        }
        List<Parcel> parcels = parcels(product, request.get());
        NhnResult wrong = product.wrongWith(request.get());
        if (!wrong.success()) {
            return refused(wrong, parcels);
        }
        String key = product == NhnProduct.ALIMTALK ? call.header("X-NC-API-IDEMPOTENCY-KEY") : "";
        if (!ledger.claim(key)) {
            return refused(NhnResult.SAME_IDEMPOTENCY_KEY, parcels);
        }
        return new Batch(product, parcels, ledger.shared(origin(request.get())), key);
    }

    private static Reading refused(NhnResult result, List<Parcel> parcels) {
        List<Line> lines = parcels.stream()
                .map(parcel -> Line.refused(parcel, result.code()))
                .toList();
        return new Reading.Refused(new Settled(NhnAnswers.header(200, result), lines));
    }

    private static NhnMessage.Origin origin(JsonNode request) {
        return new NhnMessage.Origin(
                Json.text(request, "senderKey"),
                Json.text(request, "templateCode"),
                Json.text(request, "sendNo"),
                request.path("senderGroupingKey").stringValue(null));
    }

    private static List<Parcel> parcels(NhnProduct product, JsonNode request) {
        List<Parcel> parcels = new ArrayList<>();
        for (JsonNode recipient : request.path("recipientList").values()) {
            JsonNode variables = recipient.path("templateParameter");
            String title = product == NhnProduct.ALIMTALK
                    ? variables.path("title").stringValue(Json.text(request, "templateCode"))
                    : Json.text(request, "title");
            String body = product == NhnProduct.ALIMTALK
                    ? variables.path("body").stringValue(variables.isObject() ? variables.toString() : "")
                    : Json.text(request, "body");
            parcels.add(new Parcel(
                    recipient.path("recipientGroupingKey").stringValue(null),
                    product.numberOf(recipient),
                    title,
                    body));
        }
        return parcels;
    }

    private final class Batch implements Submission {
        private final NhnProduct product;
        private final List<Parcel> parcels;
        private final NhnMessage.Origin origin;
        private final String idempotencyKey;

        Batch(NhnProduct product, List<Parcel> parcels, NhnMessage.Origin origin, String idempotencyKey) {
            this.product = product;
            this.parcels = parcels;
            this.origin = origin;
            this.idempotencyKey = idempotencyKey;
        }

        @Override
        public List<Parcel> parcels() {
            return parcels;
        }

        @Override
        public Settled settle(List<Verdict> verdicts) {
            return answer(verdicts.stream().map(product::resultOf).toList());
        }

        @Override
        public Settled fail(Fault fault) {
            int code = Integer.parseInt(fault.errorCodeOr("-9999"));
            if (code > 0) {
                return answer(
                        parcels.stream().map(one -> NhnResult.ofFault(code)).toList());
            }
            ledger.release(idempotencyKey);
            int httpStatus = fault.statusOr(fault.errorCode() == null ? 500 : 200);
            Answer answer =
                    NhnAnswers.header(httpStatus, NhnResult.ofFault(code)).retryAfter(fault);
            int booked = httpStatus == 200 ? code : httpStatus;
            return new Settled(
                    answer,
                    parcels.stream().map(one -> Line.refused(one, booked)).toList());
        }

        private Settled answer(List<NhnResult> results) {
            String requestId = ids.hex();
            Fault fault = faults.of(Vendor.NHN);
            List<Line> lines = new ArrayList<>(parcels.size());
            for (int i = 0; i < parcels.size(); i++) {
                if (results.get(i).success()) {
                    NhnMessage message = message(requestId, i + 1, parcels.get(i), fault);
                    ledger.remember(message);
                    lines.add(Line.accepted(parcels.get(i), 200, requestId + "/" + message.recipientSeq()));
                } else {
                    lines.add(Line.refused(parcels.get(i), results.get(i).code()));
                }
            }
            return new Settled(
                    NhnAnswers.sent(product, requestId, origin.senderGroupingKey(), parcels, results), lines);
        }

        private NhnMessage message(String requestId, int seq, Parcel parcel, Fault fault) {
            long now = clock.millis();
            return new NhnMessage(
                    product,
                    requestId,
                    seq,
                    parcel,
                    origin,
                    now,
                    now + fault.receiptDelayMs(),
                    fault.delivers() ? NhnMessage.DELIVERED : fault.errorCodeOr("3018"));
        }

        @Override
        public Optional<Callback> receipt(Line line, Fault fault) {
            int slash = line.messageId().indexOf('/');
            return ledger.find(
                            line.messageId().substring(0, slash),
                            Integer.parseInt(line.messageId().substring(slash + 1)))
                    .map(message -> new Callback(
                            webhook,
                            "application/json;charset=UTF-8",
                            Map.of("X-Toast-Webhook-Signature", webhookSecret),
                            NhnAnswers.webhook(message, account.appKey(), ids.hex())));
        }
    }
}
