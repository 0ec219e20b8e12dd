package io.notificationhub.local;

import java.util.List;

/** What a person needs to know once the stack is ready. */
final class Welcome {
    private Welcome() {}

    static List<String> lines(Ports ports, HubFolders folders) {
        String gateway = ports.url("gateway");
        String simulator = ports.url("simulator");
        String json = " -H 'Content-Type: application/json'";
        return List.of(
                "  API              " + gateway + "/api/v1      (X-Api-Key: local-producer)",
                "  dead letters     " + gateway + "/api/v1/admin/dlq    (X-Admin-Token: local-admin)",
                "  vendor messages  " + simulator + "/_sim/messages",
                "  PostgreSQL       127.0.0.1:" + ports.of("postgres") + "/" + HubDatabase.NAME
                        + " (postgres/postgres), Redis 127.0.0.1:" + ports.of("redis") + ", Kafka 127.0.0.1:"
                        + ports.of("kafka"),
                "  logs             " + folders.logs(),
                "",
                "Try it:",
                "",
                "curl -sS -X PUT " + gateway + "/api/v1/users/alice -H 'X-Api-Key: local-producer'" + json + " \\",
                "  -d '{\"email\":\"alice@example.com\",\"phone\":\"+821012345678\"}'; echo",
                "curl -sS -X POST " + gateway + "/api/v1/notifications -H 'X-Api-Key: local-producer'" + json + " \\",
                "  -H \"Idempotency-Key: hello-$(date +%s)\" \\",
                "  -d '{\"recipientId\":\"alice\",\"kind\":\"SECURITY\",\"title\":\"Hello\",\"body\":\"It works.\"}';"
                        + " echo",
                "curl -sS '" + simulator + "/_sim/messages?limit=5'; echo",
                "",
                "or ./hub demo. Ctrl-C or ./hub stop ends it.");
    }
}
