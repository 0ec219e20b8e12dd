package io.notificationhub.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Verifies AWS Signature Version 4 in the {@code Authorization} header, for one access key and one service. */
final class SigV4 {
    /** AWS's error type and what it says to it. */
    record Refusal(String type, String message) {}

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/,]+)/([^/,]+)/aws4_request,\\s*"
                    + "SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final int MOST_CACHED_KEYS = 64;

    private final Clock clock;
    private final String service;
    private final String accessKey;
    private final String secretKey;
    /** A signing key holds for a day and a region, and costs four MACs. */
    private final Map<String, byte[]> signingKeys = new ConcurrentHashMap<>();

    SigV4(Clock clock, String service, String accessKey, String secretKey) {
        this.clock = clock;
        this.service = service;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** Empty if the call was signed with our key, otherwise why not. */
    Optional<Refusal> wrongWith(Call call) {
        if (call.header("Authorization").isEmpty()) {
            return refuse("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        Matcher header = AUTHORIZATION.matcher(call.header("Authorization"));
        if (!header.matches()) {
            return refuse("IncompleteSignatureException", "Authorization header is not a Signature Version 4.");
        }
        String date = header.group(2);
        String region = header.group(3);
        List<String> signedHeaders = List.of(header.group(5).split(";", -1));
        if (!Signatures.same(header.group(1), accessKey)) {
            return refuse("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        String timestamp = call.header("X-Amz-Date");
        if (!header.group(4).equals(service) || !timestamp.startsWith(date)) {
            return mismatch();
        }
        if (!signedHeaders.contains("host") || !signedHeaders.contains("x-amz-date")) {
            return refuse("IncompleteSignatureException", "host and x-amz-date must be signed.");
        }
        if (expired(timestamp)) {
            return refuse("RequestExpired", "Signature expired: " + timestamp);
        }
        String payloadHash = Signatures.sha256Hex(call.body());
        String claimed = call.header("X-Amz-Content-Sha256");
        if (!claimed.isEmpty() && !claimed.equals("required") && !claimed.equals(payloadHash)) {
            return mismatch();
        }
        String toSign =
                "AWS4-HMAC-SHA256\n" + timestamp + "\n" + date + "/" + region + "/" + service + "/aws4_request\n"
                        + Signatures.sha256Hex(
                                canonical(call, signedHeaders, payloadHash).getBytes(StandardCharsets.UTF_8));
        String expected = HexFormat.of().formatHex(hmac(signingKey(date, region), toSign));
        return Signatures.same(header.group(6), expected) ? Optional.empty() : mismatch();
    }

    private boolean expired(String timestamp) {
        try {
            Instant signedAt = LocalDateTime.parse(timestamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
            return Duration.between(signedAt, clock.instant()).abs().compareTo(SKEW) > 0;
        } catch (DateTimeParseException notATime) {
            return true;
        }
    }

    private static String canonical(Call call, List<String> signedHeaders, String payloadHash) {
        StringBuilder text = new StringBuilder(512);
        text.append(call.method()).append('\n');
        // Every service but S3 encodes the segments of an already encoded path once more.
        text.append(Arrays.stream(call.path().split("/", -1)).map(SigV4::encode).collect(Collectors.joining("/")));
        text.append('\n').append(canonicalQuery(call)).append('\n');
        for (String name : signedHeaders) {
            String value = call.headers().getAll(name).stream()
                    .map(one -> SPACES.matcher(one.strip()).replaceAll(" "))
                    .collect(Collectors.joining(","));
            text.append(name).append(':').append(value).append('\n');
        }
        return text.append('\n')
                .append(String.join(";", signedHeaders))
                .append('\n')
                .append(payloadHash)
                .toString();
    }

    private static String canonicalQuery(Call call) {
        return call.queryParameters().entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value)))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private byte[] signingKey(String date, String region) {
        if (signingKeys.size() > MOST_CACHED_KEYS) {
            signingKeys.clear();
        }
        return signingKeys.computeIfAbsent(date + "/" + region, scope -> {
            byte[] ofDate = hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), date);
            return hmac(hmac(hmac(ofDate, region), service), "aws4_request");
        });
    }

    private static byte[] hmac(byte[] key, String message) {
        return Signatures.hmac("HmacSHA256", key, message.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Refusal> mismatch() {
        return refuse(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided."
                        + " Check your AWS Secret Access Key and signing method.");
    }

    private static Optional<Refusal> refuse(String type, String message) {
        return Optional.of(new Refusal(type, message));
    }
}
