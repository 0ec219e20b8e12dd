package io.notificationhub.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Twilio's scheme: base64 of HMAC-SHA1 of the public URL and the form's parameters, sorted, name and value without anything between. Twilio
 * repeats a callback with the same signature, so a repetition is no replay.
 */
@Component
final class TwilioSignature implements SignatureScheme {
    static final String SIGNATURE = "X-Twilio-Signature";
    private static final String VENDOR = "twilio";
    private static final int MOST_PARAMETERS = 256;

    private final WebhookSecrets secrets;
    private final String publicUrl;

    TwilioSignature(WebhookSecrets secrets, WebhookProperties properties) {
        this.secrets = secrets;
        String url = properties.publicUrl().toString();
        this.publicUrl = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public Mono<Proof> verify(Callback callback) {
        return Mono.justOrEmpty(proof(callback));
    }

    private @Nullable Proof proof(Callback callback) {
        String presented = callback.header(SIGNATURE);
        List<Parameter> parameters = parameters(callback.body());
        if (presented == null || parameters == null) {
            return null;
        }
        StringBuilder signed = new StringBuilder(publicUrl).append(callback.path());
        if (callback.query() != null) {
            signed.append('?').append(callback.query());
        }
        parameters.forEach(parameter -> signed.append(parameter.name).append(parameter.value));
        byte[] text = signed.toString().getBytes(StandardCharsets.UTF_8);
        byte[] claimed = presented.getBytes(StandardCharsets.UTF_8);
        boolean proved = false;
        for (byte[] secret : secrets.of(VENDOR)) {
            byte[] expected = Base64.getEncoder().encode(Hmac.sha1(secret, text));
            proved |= MessageDigest.isEqual(expected, claimed);
        }
        return proved ? Proof.of(VENDOR, null) : null;
    }

    private static @Nullable List<Parameter> parameters(byte[] body) {
        if (body.length == 0) {
            return List.of();
        }
        String[] pairs = new String(body, StandardCharsets.UTF_8).split("&", MOST_PARAMETERS + 1);
        if (pairs.length > MOST_PARAMETERS) {
            return null;
        }
        List<Parameter> parameters = new ArrayList<>(pairs.length);
        try {
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.add(new Parameter(decode(name), decode(value)));
            }
        } catch (IllegalArgumentException notEncoded) {
            return null;
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        return parameters;
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private record Parameter(String name, String value) {}
}
