package io.notificationhub.dlqadmin;
import org.junit.jupiter.api.Test;
class TempTest extends DeskTest {
    @Test
    void scale() {
        System.out.println("PLANMODE " + database.sql("SHOW plan_cache_mode").map(r -> r.get(0, String.class)).one().block());
        database.sql("INSERT INTO dead_letter (attempt_id, notification_id, recipient_id, producer_id, kind, channel, status, round, address_masked, title, body, template_key, retry_count, max_retries, error_class, vendor, vendor_code, failure_reason, tries, created_at, expires_at, exhausted_at, changed_at) SELECT gen_random_uuid(), gen_random_uuid(), 'r' || (i % 50000), 'p', 'SERVICE', (ARRAY['PUSH','EMAIL','SMS','KAKAO_ALIMTALK'])[1 + i % 4], CASE WHEN i % 3 = 0 THEN 'EXHAUSTED' ELSE 'RESOLVED' END, 5, 'ab***cd', 't', 'b', 'tpl' || (i % 100), 4, 5, (ARRAY['TRANSIENT','PERMANENT','AMBIGUOUS'])[1 + i % 3], 'v', 'code' || (i % 20), 'x', '[]', now(), now(), now() - make_interval(secs => i), now() FROM generate_series(1, 1000000) i").then().block(java.time.Duration.ofMinutes(5));
        database.sql("ANALYZE dead_letter").then().block();
        for (String q : new String[] {"?limit=50", "?limit=50&cursor=f0000000-0000-4000-8000-000000000000", "/search?channel=SMS", "/search?vendorCode=code3&channel=EMAIL", "/search?recipientId=r77", "/search?templateKey=tpl5&errorType=transient", "/search?from=" + java.time.Instant.now().minusSeconds(3600), "/search?channel=SMS&from=" + java.time.Instant.now().minusSeconds(600) , "/search?recipientId=nobody&channel=SMS", "/search?vendorCode=code3&channel=SMS&errorType=AMBIGUOUS&from=" + java.time.Instant.now().minusSeconds(6000), "/stats", "/stats?bucket=P1D&from=" + java.time.Instant.now().minusSeconds(86400 * 11)}) {
            for (int i = 0; i < 2; i++) { long t = System.nanoTime(); int n = get(DLQ + q).toString().length(); System.out.println("TIME " + q + " " + (System.nanoTime() - t) / 1000000 + " ms " + n); }
        }
        long t = System.nanoTime();
        System.out.println(answer(post(DLQ + "/bulk-discard", java.util.Map.of("channel", "SMS"))));
        System.out.println("TIME dryrun " + (System.nanoTime() - t) / 1000000); t = System.nanoTime();
        var a = answer(post(DLQ + "/bulk-discard", java.util.Map.of("channel", "SMS", "confirm", true, "reason", "x")));
        System.out.println(a); System.out.println("TIME start " + (System.nanoTime() - t) / 1000000); t = System.nanoTime();
        long until = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < until) { try { Thread.sleep(5000); } catch (InterruptedException e) {} System.out.println("JOB " + get(DLQ + "/bulk-jobs/" + a.path("jobId").asString())); }
        System.out.println(answer(post(DLQ + "/bulk-jobs/" + a.path("jobId").asString() + "/cancel", java.util.Map.of())));
        System.out.println("TIME cancel+20s " + (System.nanoTime() - t) / 1000000);
    }
}
