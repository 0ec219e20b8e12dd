package io.notificationhub.simulator;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** NHN's two messaging products. They share accounts and habits and differ in names. */
enum NhnProduct {
    ALIMTALK("sendResults", "KakaoTalk Bizmessage", -3010, "The contents do not match the template."),
    SMS("sendResultList", "SMS", -2019, "RecipientNo is invalid.");

    private final String resultsField;
    private final String productName;
    private final int permanentCode;
    private final String permanentMessage;

    NhnProduct(String resultsField, String productName, int permanentCode, String permanentMessage) {
        this.resultsField = resultsField;
        this.productName = productName;
        this.permanentCode = permanentCode;
        this.permanentMessage = permanentMessage;
    }

    String resultsField() {
        return resultsField;
    }

    String productName() {
        return productName;
    }

    NhnResult resultOf(Verdict verdict) {
        return switch (verdict) {
            case DELIVERABLE -> NhnResult.SUCCESS;
            case TEMPORARILY_UNAVAILABLE -> new NhnResult(3012, "Recipient temporarily unavailable (simulated)");
            case UNDELIVERABLE -> new NhnResult(permanentCode, permanentMessage);
        };
    }

    /** Whom a recipient's entry means. SMS takes a number with its country's code too, and ignores it beside the other. */
    String numberOf(JsonNode recipient) {
        String national = Json.text(recipient, "recipientNo");
        return this == SMS && national.isBlank() ? Json.text(recipient, "internationalRecipientNo") : national;
    }

    /** What is wrong with a request as a whole, in this product's codes. */
    NhnResult wrongWith(JsonNode request) {
        List<JsonNode> recipients = List.copyOf(request.path("recipientList").values());
        List<String> required = this == ALIMTALK ? List.of("senderKey", "templateCode") : List.of("body", "sendNo");
        for (String field : required) {
            if (Json.text(request, field).isBlank()) {
                return this == ALIMTALK
                        ? new NhnResult(-2001, "The '" + field + "' must not be blank.")
                        : new NhnResult(field.equals("body") ? -2014 : -2312, "The '" + field + "' can not be empty.");
            }
        }
        if (recipients.isEmpty()) {
            return this == ALIMTALK
                    ? new NhnResult(-2002, "The 'recipientList' must not be null.")
                    : new NhnResult(-2001, "RecipientList can not be null.");
        }
        if (recipients.size() > 1_000) {
            return this == ALIMTALK
                    ? new NhnResult(-2004, "The 'recipientList' must be between 1 and 1000.")
                    : new NhnResult(-2016, "The max recipient size is 1000.");
        }
        if (recipients.stream().anyMatch(one -> numberOf(one).isBlank())) {
            return this == ALIMTALK
                    ? new NhnResult(-2001, "The 'recipientNo' must not be blank.")
                    : new NhnResult(-2018, "RecipientNo can not be empty.");
        }
        return NhnResult.SUCCESS;
    }
}
