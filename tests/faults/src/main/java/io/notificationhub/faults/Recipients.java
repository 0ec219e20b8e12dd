package io.notificationhub.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** People with a device, an e-mail address, a phone and Kakao. A few have addresses that vendors refuse, so that there is work for the desk. */
final class Recipients {
    private static final int AT_ONCE = 16;
    private static final int REFUSED_EVERY = 40;

    private final JsonHttp gateway;
    private final String run;
    private final int count;

    Recipients(JsonHttp gateway, String run, int count) {
        this.gateway = gateway;
        this.run = run;
        this.count = count;
    }

    int count() {
        return count;
    }

    String name(int index) {
        return run + "-" + index;
    }

    /** Registers all. */
    void register() {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var done = IntStream.range(0, count)
                    .mapToObj(index -> threads.submit(() -> register(index)))
                    .toList();
            for (var each : done) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void register(int index) {
        String name = name(index);
        String email = (index % REFUSED_EVERY == 7 ? "reject-" : "") + name + "@example.com";
        String phone = "+8210" + (50_000_000 + index * 10 + 1);
        check(gateway.put(
                "/api/v1/users/" + name,
                "{\"email\":\"" + email + "\",\"phone\":\"" + phone + "\",\"kakaoPhone\":\"" + phone
                        + "\",\"locale\":\"ko-kr\",\"timezone\":\"Asia/Seoul\"}"));
        check(gateway.post(
                "/api/v1/devices",
                "{\"recipientId\":\"" + name + "\",\"platform\":\"ANDROID\",\"token\":\""
                        + String.format("device-%s-%025d", run, index) + "\"}",
                Map.of()));
    }

    private static void check(JsonHttp.Answer answer) {
        if (!answer.ok()) {
            throw new IllegalStateException("A recipient could not be registered: " + answer);
        }
    }
}
