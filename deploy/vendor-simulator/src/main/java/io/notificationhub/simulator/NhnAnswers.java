package io.notificationhub.simulator;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** NHN's JSON. */
final class NhnAnswers {
    private static final DateTimeFormatter SEOUL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.S").withZone(ZoneId.of("Asia/Seoul"));

    private NhnAnswers() {}

    static Answer header(int httpStatus, NhnResult result) {
        return Answer.json(httpStatus, document(result));
    }

    static Answer sent(
            NhnProduct product,
            String requestId,
            @Nullable String senderGroupingKey,
            List<Parcel> parcels,
            List<NhnResult> results) {
        ObjectNode document = document(NhnResult.SUCCESS);
        ObjectNode content = product == NhnProduct.ALIMTALK
                ? document.putObject("message")
                : document.putObject("body").putObject("data");
        content.put("requestId", requestId);
        if (product == NhnProduct.SMS) {
            content.put("statusCode", "2");
        }
        content.put("senderGroupingKey", senderGroupingKey);
        ArrayNode sendResults = content.putArray(product.resultsField());
        for (int i = 0; i < parcels.size(); i++) {
            sendResults
                    .addObject()
                    .put("recipientSeq", i + 1)
                    .put("recipientNo", parcels.get(i).to())
                    .put("resultCode", results.get(i).code())
                    .put("resultMessage", results.get(i).message())
                    .put("recipientGroupingKey", parcels.get(i).attemptId());
        }
        return Answer.json(200, document);
    }

    static Answer one(NhnProduct product, @Nullable ObjectNode message) {
        ObjectNode document = document(NhnResult.SUCCESS);
        if (product == NhnProduct.ALIMTALK) {
            document.set("message", message);
        } else {
            document.putObject("body").set("data", message);
        }
        return Answer.json(200, document);
    }

    static Answer list(NhnProduct product, List<ObjectNode> page, int pageNum, int pageSize, int total) {
        ObjectNode document = document(NhnResult.SUCCESS);
        if (product == NhnProduct.ALIMTALK) {
            ObjectNode found = document.putObject("messageSearchResultResponse");
            page.forEach(found.putArray("messages")::add);
            found.put("totalCount", total);
        } else {
            ObjectNode body = document.putObject("body")
                    .put("pageNum", pageNum)
                    .put("pageSize", pageSize)
                    .put("totalCount", total);
            page.forEach(body.putArray("data")::add);
        }
        return Answer.json(200, document);
    }

    static ObjectNode message(NhnMessage message, long nowMillis) {
        String code = message.resultCodeAt(nowMillis);
        boolean delivered = code.equals(NhnMessage.DELIVERED);
        NhnMessage.Origin origin = message.origin();
        ObjectNode json = Json.object()
                .put("requestId", message.requestId())
                .put("recipientSeq", message.recipientSeq())
                .put("recipientNo", message.parcel().to())
                .put("requestDate", SEOUL.format(message.createdAt()))
                .put("createDate", SEOUL.format(message.createdAt()))
                .put("resultCode", code)
                .put("resultCodeName", delivered ? "성공" : "실패")
                .put("senderGroupingKey", origin.senderGroupingKey())
                .put("recipientGroupingKey", message.parcel().attemptId());
        if (message.product() == NhnProduct.ALIMTALK) {
            return json.put("plusFriendId", "@simulator")
                    .put("senderKey", origin.senderKey())
                    .put("templateCode", origin.templateCode())
                    .put("content", message.parcel().body())
                    .put("receiveDate", SEOUL.format(message.knownAt()))
                    .put("resendStatus", "RSC01")
                    .put("resendStatusName", "재발송 미대상")
                    .put("messageStatus", "COMPLETED");
        }
        return json.put("sendNo", origin.sendNo())
                .put("countryCode", "82")
                .put("body", message.parcel().body())
                .put("resultDate", SEOUL.format(message.knownAt()))
                .put("msgStatus", "3")
                .put("msgStatusName", "성공");
    }

    static String webhook(NhnMessage message, String appKey, String hookId) {
        ObjectNode document = Json.object()
                .put("hooksId", hookId)
                .put("webhookConfigId", "simulator")
                .put("productName", message.product().productName())
                .put("appKey", appKey)
                .put("event", "MESSAGE_RESULT_UPDATE");
        ObjectNode hook = document.putArray("hooks")
                .addObject()
                .put("hookId", hookId)
                .put("requestId", message.requestId())
                .put("recipientSeq", message.recipientSeq())
                .put("requestDate", SEOUL.format(message.createdAt()))
                .put("receiveDate", SEOUL.format(message.knownAt()))
                .put("recipientNo", message.parcel().to())
                .put("resultCode", message.resultCode())
                .put("senderGroupingKey", message.origin().senderGroupingKey())
                .put("recipientGroupingKey", message.parcel().attemptId());
        if (message.product() == NhnProduct.ALIMTALK) {
            hook.put("kakaoMessageType", "ALIMTALK_NORMAL").put("createDate", SEOUL.format(message.createdAt()));
        } else {
            hook.put("senderType", "NORMAL_SMS")
                    .put("sendNo", message.origin().sendNo())
                    .put("messageStatus", message.resultCode().equals(NhnMessage.DELIVERED) ? "COMPLETED" : "FAILED")
                    .put("messageCount", 1);
        }
        return document.toString();
    }

    private static ObjectNode document(NhnResult result) {
        ObjectNode document = Json.object();
        document.putObject("header")
                .put("resultCode", result.code())
                .put("resultMessage", result.message())
                .put("isSuccessful", result.success());
        return document;
    }
}
