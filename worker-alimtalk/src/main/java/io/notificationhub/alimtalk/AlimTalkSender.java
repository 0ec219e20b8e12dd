package io.notificationhub.alimtalk;

import io.notificationhub.contracts.DeliveryRequested;
import io.notificationhub.delivery.GroupOutcome;
import io.notificationhub.delivery.GroupSender;
import io.notificationhub.delivery.Outcome;
import io.notificationhub.delivery.VendorAlarm;
import io.notificationhub.delivery.VendorCall;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** NHN Cloud AlimTalk v2.3, up to 1,000 messages per call. NHN honours the idempotency key for ten minutes. */
final class AlimTalkSender implements GroupSender {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LARGEST_GROUP = 1_000;

    private final WebClient http;
    private final String path;
    private final AlimTalkProperties properties;
    private final AlimTalkQueries queries;
    private final VendorAlarm alarm;
    private final Clock clock;

    AlimTalkSender(
            WebClient http, AlimTalkProperties properties, AlimTalkQueries queries, VendorAlarm alarm, Clock clock) {
        this.http = http;
        this.path = "/alimtalk/v2.3/appkeys/" + properties.appKey() + "/messages";
        this.properties = properties;
        this.queries = queries;
        this.alarm = alarm;
        this.clock = clock;
    }

    @Override
    public String vendor() {
        return "nhn";
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public Mono<Outcome> send(VendorCall call) {
        DeliveryRequested message = call.message();
        String templateCode = groupingKey(message);
        if (templateCode == null) {
            return Mono.just(new Outcome.Permanent(
                    "TEMPLATE_REQUIRED", "the message has no template at the vendor and no default is configured"));
        }
        AlimTalkRequest request = AlimTalkRequest.of(templateCode, List.of(message), properties);
        return post(call.idempotencyKey(), JSON.writeValueAsBytes(request))
                .map(answer -> answer.one(message.address(), clock))
                .map(alarm::watch);
    }

    @Override
    public int largestGroup() {
        return LARGEST_GROUP;
    }

    /** The template; there is one sender key. */
    @Override
    public @Nullable String groupingKey(DeliveryRequested message) {
        return AlimTalkRequest.templateCode(message, properties);
    }

    @Override
    public String write(List<DeliveryRequested> members) {
        String templateCode = Objects.requireNonNull(groupingKey(members.getFirst()), "templateCode");
        return JSON.writeValueAsString(AlimTalkRequest.of(templateCode, members, properties));
    }

    @Override
    public Mono<GroupOutcome> send(String groupId, String call) {
        return post(groupId, call.getBytes(StandardCharsets.UTF_8))
                .map(answer -> answer.all(clock))
                .doOnNext(outcome -> {
                    if (outcome instanceof GroupOutcome.Whole(Outcome whole)) {
                        alarm.watch(whole);
                    }
                });
    }

    @Override
    public Mono<Outcome> find(DeliveryRequested message) {
        return queries.find(message);
    }

    private Mono<AlimTalkAnswer> post(String idempotencyKey, byte[] body) {
        return http.post()
                .uri(path)
                .header("X-Secret-Key", properties.secretKey())
                .header("X-NC-API-IDEMPOTENCY-KEY", idempotencyKey)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchangeToMono(response -> response.bodyToMono(byte[].class)
                        .defaultIfEmpty(new byte[0])
                        .map(answer -> AlimTalkAnswer.of(response, answer)));
    }
}
