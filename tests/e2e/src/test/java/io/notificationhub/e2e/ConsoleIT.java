package io.notificationhub.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.RequestOptions;
import com.sun.net.httpserver.HttpServer;
import io.notificationhub.testkit.Chromium;
import io.notificationhub.testkit.HubStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator at a real browser, through the real gateway and its sessions, with letters that a vendor's refusals made. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SESSION = "hub_operator";
    /** Numbers that Twilio refuses for good, so that letters come at once: some to look at one by one, some as an incident. */
    private static final String SINGLE = "21211";

    private static final String INCIDENT = "21614";
    private static final int INCIDENT_SIZE = 6;

    private static @Nullable OperatorsBrowser browser;
    /** Its session began before all others, and nothing is done with it until it is over. */
    private static @Nullable Page leftOpen;

    private static @Nullable String itsCookie;
    private static Iterator<String> singleLetters = List.<String>of().iterator();

    @BeforeAll
    static void breakTextMessagesForAWhile() {
        Path chromium = Chromium.installed().orElse(null);
        assumeTrue(chromium != null, "No browser, so the console is not tested: install chromium or set HUB_CHROMIUM");
        HubStack hub = RunningHub.get();
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Producer producer = new Producer(hub, "local-producer");
        OperatorsBrowser started = new OperatorsBrowser(Objects.requireNonNull(chromium), hub.gateway());
        browser = started;
        Page page = started.signedIn("/console/en/desk");
        itsCookie = page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals(SESSION))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElseThrow();
        leftOpen = page;
        try {
            singleLetters = refuse(producer, SINGLE, 3).iterator();
            refuse(producer, INCIDENT, INCIDENT_SIZE);
        } finally {
            producer.fault("twilio", Map.of());
        }
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Sends text messages that the vendor refuses for good, and waits until they are on the desk. Answers their attempts. */
    private static List<String> refuse(Producer producer, String code, int count) {
        producer.fault("twilio", Map.of("status", 400, "errorCode", code));
        for (int i = 0; i < count; i++) {
            String recipient = "console-" + UUID.randomUUID();
            Producer.Answer accepted = producer.notify(
                    recipient,
                    Map.of(
                            "recipientId",
                            recipient,
                            "kind",
                            "SECURITY",
                            "title",
                            "Sign-in",
                            "body",
                            "Your code is 482913.",
                            "channels",
                            List.of("SMS"),
                            "addresses",
                            Map.of("SMS", "+821055501234")));
            assertThat(accepted.status()).as("%s", accepted).isEqualTo(202);
        }
        List<String> attempts = new ArrayList<>();
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    attempts.clear();
                    letters(code, page())
                            .forEach(letter ->
                                    attempts.add(letter.path("attemptId").asString()));
                    return attempts.size() == count;
                });
        return attempts;
    }

    /** Asked as the page's own scripts could: with the session's cookie. */
    private static JsonNode letters(String code, Page page) {
        APIResponse answer = page.request()
                .get(RunningHub.get().gateway() + "/api/v1/admin/dlq/search?channel=SMS&vendorCode=" + code);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.text()).path("items");
    }

    private static Page page() {
        return Objects.requireNonNull(leftOpen);
    }

    private static OperatorsBrowser browser() {
        return Objects.requireNonNull(browser);
    }

    @Test
    @Order(1)
    void theTokenOpensASessionThatNoScriptCanReadAndSigningOutEndsIt() {
        Page page = browser().open("/console/");
        assertThat(page.locator("h1")).hasText("Sign in");

        OperatorsBrowser.signIn(page, "local-admin");

        assertThat(page.locator("h1")).hasText("Dashboard");
        Cookie session = page.context().cookies().stream()
                .filter(each -> each.name.equals(SESSION))
                .findFirst()
                .orElseThrow();
        assertThat(session.httpOnly).isTrue();
        assertThat(session.sameSite).hasToString("STRICT");
        assertThat(page.evaluate("document.cookie")).isEqualTo("");
        assertThat(page.locator("#outboxes tbody")).containsText("intake");
        page.locator("#sign-out").click();
        assertThat(page.locator("h1")).hasText("Sign in");
        page.navigate(RunningHub.get().gateway() + "/console/en/desk");
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    @Order(1)
    void aWrongTokenLetsNobodyIn() {
        Page page = browser().open("/console/en/desk");

        OperatorsBrowser.signIn(page, "local-producer");

        assertThat(page.locator("#sign-in-problem")).hasText("This token is not known.");
        assertThat(page.context().cookies()).isEmpty();
        page.reload();
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    @Order(1)
    void oneLetterIsFoundByTheFilterReplayedAndDelivered() {
        String attempt = singleLetters.next();
        Page page = browser().signedIn("/console/en/desk");

        page.getByLabel("Vendor code").fill(SINGLE);
        page.getByLabel("Channel").selectOption("EMAIL");
        button(page, "Apply").click();
        assertThat(page.locator("#nothing")).isVisible();
        page.getByLabel("Channel").selectOption("SMS");
        button(page, "Apply").click();
        assertThat(page.locator("#letters tbody tr")).hasCount(3);
        page.locator("#letter-" + attempt + " a").click();
        assertThat(page.locator(".story")).containsText("+8***34");
        page.locator("#replay-reason").fill("the number is right after all");
        button(page, "Replay").click();

        assertThat(page.locator("#decision .state")).hasText("Replayed");
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(() -> {
            page.reload();
            return page.locator("#decision .state").innerText().equals("Resolved");
        });
        assertThat(page.locator("#decisions")).containsText("the number is right after all");
        assertThat(page.locator("#decisions")).containsText("local-operator");
    }

    @Test
    @Order(1)
    void aLetterIsDiscardedWithAReasonOnly() {
        Page page = browser().signedIn("/console/en/desk/" + singleLetters.next());

        button(page, "Discard").click();
        assertThat(page.locator("#decision .state")).hasText("Waits for a decision");
        page.locator("#discard-reason").fill("the code is of no use any more");
        button(page, "Discard").click();

        assertThat(page.locator("#decision .state")).hasText("Discarded");
        page.navigate(RunningHub.get().gateway() + "/console/en/audit?action=DLQ_DISCARD");
        assertThat(page.locator("#entries tbody tr").first()).containsText("the code is of no use any more");
    }

    @Test
    @Order(1)
    void anIncidentIsReplayedAfterADryRunAndWatchedToTheEnd() {
        Page page = browser().signedIn("/console/en/desk?vendorCode=" + INCIDENT);

        button(page, "Replay all …").click();
        assertThat(page.locator("#estimate")).hasText(Integer.toString(INCIDENT_SIZE));
        page.locator("#bulk-reason").fill("the vendor is back");
        page.locator("#bulk-rate").fill("3");
        button(page, "Do it").click();

        Locator job = page.locator(".job");
        assertThat(job).hasAttribute("data-state", "RUNNING");
        assertThat(job)
                .hasAttribute(
                        "data-state", "SUCCEEDED", new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));
        assertThat(job.locator("progress")).hasAttribute("value", Integer.toString(INCIDENT_SIZE));
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(letters(INCIDENT, page).valueStream())
                        .extracting(letter -> letter.path("status").asString())
                        .hasSize(INCIDENT_SIZE)
                        .containsOnly("RESOLVED"));
    }

    @Test
    @Order(1)
    void anotherSitesPageChangesNothingForASignedInOperator() throws IOException {
        String attempt = singleLetters.next();
        String discard = RunningHub.get().gateway() + "/console/en/part/desk/" + attempt + "/discard";
        Page page = browser().signedIn("/console/en/desk/" + attempt);
        APIResponse plain = page.request().post(discard, RequestOptions.create().setData("reason=forged"));
        assertThat(plain.status()).as("a change without the console's header").isEqualTo(403);
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] trap = ("<form method=post action='" + discard
                        + "'><input name=reason value=forged><button>Win!</button></form>")
                .getBytes(StandardCharsets.UTF_8);
        elsewhere.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, trap.length);
            exchange.getResponseBody().write(trap);
            exchange.close();
        });
        elsewhere.start();
        try {
            page.navigate("http://localhost:" + elsewhere.getAddress().getPort() + "/");
            int answered = page.waitForResponse(
                            discard, () -> page.locator("button").click())
                    .status();
            assertThat(answered).isIn(401, 403);
        } finally {
            elsewhere.stop(0);
        }

        page.navigate(RunningHub.get().gateway() + "/console/en/desk/" + attempt);
        assertThat(page.locator("#decision .state")).hasText("Waits for a decision");
    }

    /** The last one, so that the others have used up most of the wait. */
    @Test
    @Order(2)
    void asSoonAsASessionIsOverItOpensNothing() {
        Page page = page();
        await().pollInSameThread()
                .atMost(RunningHub.SESSION.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> page.context().cookies().isEmpty());

        page.locator("#bulk button").first().click();

        assertThat(page.locator("h1")).hasText("Sign in");
        assertThat(page.locator(".notice")).hasText("Your session has ended. Sign in again.");
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(statusWithItsCookie())
                        .as("for one who kept the cookie, too")
                        .isEqualTo(401));
    }

    private static int statusWithItsCookie() throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(RunningHub.get().gateway() + "/api/v1/admin/dlq"))
                    .header("Cookie", SESSION + "=" + itsCookie)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
