package io.notificationhub.simulator;

/** Who may call NHN's products: the app key stands in the path, the secret in a header. */
record NhnAccount(String appKey, String secretKey) {

    /** Success for our own account. */
    NhnResult wrongWith(Call call) {
        if (!Signatures.same(call.segments().get(3), appKey)) {
            return NhnResult.INVALID_APP_KEY;
        }
        return Signatures.same(call.header("X-Secret-Key"), secretKey)
                ? NhnResult.SUCCESS
                : NhnResult.INVALID_SECRET_KEY;
    }
}
