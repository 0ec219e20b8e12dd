package io.notificationhub.simulator;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** NHN Cloud: asking what became of messages. */
final class NhnPolling {
    private final Clock clock;
    private final NhnLedger ledger;
    private final NhnAccount account;

    NhnPolling(Clock clock, NhnLedger ledger, NhnAccount account) {
        this.clock = clock;
        this.ledger = ledger;
        this.account = account;
    }

    /** {@code GET …/{requestId}/{recipientSeq}} of AlimTalk, {@code GET …/{requestId}?recipientSeq=} of SMS. */
    Answer one(NhnProduct product, Call call, String requestId, String recipientSeq) {
        NhnResult stranger = account.wrongWith(call);
        if (!stranger.success()) {
            return NhnAnswers.header(200, stranger);
        }
        int seq = number(recipientSeq, 0);
        if (seq < 1) {
            return NhnAnswers.header(
                    200, new NhnResult(-2012, "Search parameter is invalid.(requestId and recipientSeq)."));
        }
        ObjectNode found = ledger.find(requestId, seq)
                .filter(message -> message.product() == product)
                .map(message -> NhnAnswers.message(message, clock.millis()))
                .orElse(null);
        return NhnAnswers.one(product, found);
    }

    Answer list(NhnProduct product, Call call) {
        NhnResult stranger = account.wrongWith(call);
        if (!stranger.success()) {
            return NhnAnswers.header(200, stranger);
        }
        Map<String, List<String>> query = call.queryParameters();
        String requestId = Call.first(query, "requestId");
        boolean byRequestDate = query.containsKey("startRequestDate") && query.containsKey("endRequestDate");
        boolean byCreateDate = query.containsKey("startCreateDate") && query.containsKey("endCreateDate");
        if (requestId.isEmpty() && !byRequestDate && !byCreateDate) {
            return NhnAnswers.header(
                    200, new NhnResult(-2011, "RequestId or start/endRequestDate or start/endCreateDate is required."));
        }
        Predicate<NhnMessage> wanted = message -> message.product() == product
                && matches(requestId, message.requestId())
                && matches(
                        Call.first(query, "recipientGroupingKey"),
                        message.parcel().attemptId())
                && matches(Call.first(query, "recipientNo"), message.parcel().to())
                && matches(
                        Call.first(query, "senderGroupingKey"), message.origin().senderGroupingKey());
        List<NhnMessage> found = ledger.newestFirst(wanted);
        int pageNum = Math.max(1, number(Call.first(query, "pageNum"), 1));
        int pageSize = Math.clamp(number(Call.first(query, "pageSize"), 15), 1, 1_000);
        List<ObjectNode> page = found.stream()
                .skip((long) (pageNum - 1) * pageSize)
                .limit(pageSize)
                .map(message -> NhnAnswers.message(message, clock.millis()))
                .toList();
        return NhnAnswers.list(product, page, pageNum, pageSize, found.size());
    }

    private static boolean matches(String asked, @Nullable String actual) {
        return asked.isEmpty() || asked.equals(actual);
    }

    private static int number(String text, int absent) {
        try {
            return text.isEmpty() ? absent : Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return absent;
        }
    }
}
