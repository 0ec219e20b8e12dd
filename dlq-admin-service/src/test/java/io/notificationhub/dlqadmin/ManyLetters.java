package io.notificationhub.dlqadmin;

import io.notificationhub.dlqadmin.sql.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Dead letters by the thousand, written straight into the table: of {@code total} that come evenly over the last 30 days those from {@code from} to
 * {@code to}, with ids in the order of time and incidents of different size. Four of five wait for an operator.
 *
 * @param vendorCode of all of them; null for 23 different ones
 */
public record ManyLetters(
        int from, int to, int total, @Nullable String vendorCode) {
    private static final String FILL = """
            INSERT INTO dead_letter (attempt_id, notification_id, recipient_id, producer_id, kind, channel, status, round, address_masked,
                title, body, template_key, retry_count, max_retries, error_class, vendor, vendor_code, failure_reason, tries, created_at,
                expires_at, exhausted_at, changed_at)
            SELECT (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(n & 4095), 3, '0')
                    || '8' || lpad(to_hex(n), 15, '0'))::uuid, gen_random_uuid(), 'user-' || n % 50000, 'producer-' || n % 7, 'SERVICE',
                (ARRAY['SMS', 'EMAIL', 'PUSH', 'KAKAO_ALIMTALK'])[1 + n % 4],
                CASE WHEN n % 10 = 0 THEN 'RESOLVED' WHEN n % 10 = 1 THEN 'DISCARDED' ELSE 'EXHAUSTED' END, 5, 'a***b',
                'A title of forty characters or so, as usual', repeat('Your order is on its way. ', 12), 'template-' || n % 40, 4, 5,
                (ARRAY['TRANSIENT', 'TRANSIENT', 'PERMANENT', 'AMBIGUOUS'])[1 + n / 4 % 4],
                (ARRAY['twilio', 'ses', 'fcm', 'nhn'])[1 + n % 4], coalesce(:code, 'code-' || n % 23), 'Unreachable destination handset',
                '[{"round":5,"at":"2025-01-01T00:00:00Z","outcome":"FAILED","vendorCode":"30003","reason":"Unreachable"}]'::jsonb,
                at, at + interval '1 day', at, at
            FROM (SELECT n, now() - interval '30 days' + n * (interval '30 days' / :total) AS at
                  FROM generate_series(:from, :to) AS n) AS made
            """;

    public static ManyLetters between(int from, int to, int total, @Nullable String vendorCode) {
        return new ManyLetters(from, to, total, vendorCode);
    }

    public Mono<Void> into(DatabaseClient database) {
        return database.sql(FILL)
                .bind("from", from)
                .bind("to", to)
                .bind("total", total)
                .bind("code", Columns.nullable(vendorCode, String.class))
                .then();
    }
}
