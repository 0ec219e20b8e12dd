package io.notificationhub.dlqadmin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.notificationhub.contracts.Channel;
import io.notificationhub.contracts.DeliveryResult;
import io.notificationhub.contracts.ErrorClass;
import io.notificationhub.contracts.Hygiene;
import io.notificationhub.contracts.Kind;
import io.notificationhub.dlqadmin.letter.DeskStatus;
import io.notificationhub.testkit.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator at a real browser. Whatever a page does, the browser has nothing to complain about: no error, nothing the policy forbids. */
class ConsoleBrowserTest extends DeskTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    /** The browser tells of every answer that is an error, expected ones too. */
    private static final String ANSWER = "Failed to load resource";

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;
    private static @Nullable StandInGateway gateway;

    private final List<String> complaints = new ArrayList<>();
    private @Nullable BrowserContext context;

    @BeforeAll
    static void startBrowser() {
        Path chromium = Chromium.installed().orElse(null);
        assumeTrue(chromium != null, "No browser, so the console is not tested: install chromium or set HUB_CHROMIUM");
        Playwright started = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = started;
        browser = started.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(Chromium.flags()));
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            browser.close();
        }
        if (playwright != null) {
            playwright.close();
        }
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }

    @BeforeEach
    void openDoor() throws IOException {
        if (gateway == null) {
            gateway = StandInGateway.before(raw(""));
        }
    }

    @AfterEach
    void nothingToComplainAbout() {
        if (context != null) {
            context.close();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void signsInAndOutAgain() {
        Page page = open("/console/");
        assertThat(page.locator("h1")).hasText("Sign in");

        signIn(page);

        assertThat(page.locator("h1")).hasText("Dashboard");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(page.locator("h1")).hasText("Sign in");
        page.navigate(url("/console/en/desk"));
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    void aWrongTokenIsToldAndLetsNobodyIn() {
        Page page = open("/console/en/desk");

        page.getByLabel("Operator token").fill("guess");
        page.keyboard().press("Enter");

        assertThat(page.locator("#sign-in-problem")).hasText("This token is not known.");
        assertThat(page.locator("h1")).hasText("Sign in");
    }

    @Test
    void anExpiredSessionLeadsBackToSignIn() {
        Page page = signedIn("/console/en/desk");
        door().endAllSessions();

        page.locator("#bulk button").first().click();

        assertThat(page.locator("h1")).hasText("Sign in");
        assertThat(page.locator(".notice")).hasText("Your session has ended. Sign in again.");
    }

    @Test
    void aDashboardLeftOpenLeadsBackToSignInToo() {
        Page page = signedIn("/console/ko/");
        assertThat(page.locator("h1")).hasText("대시보드");
        door().endAllSessions();

        assertThat(page.locator("h1")).hasText("로그인", patient());
    }

    @Test
    void filtersTheDesk() {
        String marker = marker();
        raise(
                letter().because(ErrorClass.TRANSIENT, marker),
                letter().because(ErrorClass.TRANSIENT, marker),
                letter().on(Channel.EMAIL).because(ErrorClass.PERMANENT, marker));
        Page page = signedIn("/console/en/desk");

        page.getByLabel("Vendor code").fill(marker);
        page.keyboard().press("Enter");
        assertThat(page.locator("#letters tbody tr")).hasCount(3);

        page.getByLabel("Channel").selectOption("SMS");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Apply"))
                .click();
        assertThat(page.locator("#letters tbody tr")).hasCount(2);
        assertThat(page.getByLabel("Vendor code")).hasValue(marker);
        assertThat(page.locator("#letters")).containsText("+8***78");
        picture(page, "desk");
    }

    @Test
    void replaysOneLetterWithTheKeyboardAlone() {
        Letter letter = letter().because(ErrorClass.AMBIGUOUS, marker());
        raise(letter);
        Page page = signedIn("/console/en/desk/" + letter.attemptId());
        assertThat(page.locator("#decision")).containsText("may have accepted it already");
        assertThat(page.locator(".story")).containsText("QUIET_HOURS");
        picture(page, "letter");

        page.locator("#replay-reason").focus();
        page.keyboard().type("the customer says nothing came");
        page.keyboard().press("Tab");
        page.keyboard().press("Space");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");

        assertThat(page.locator("#decision .state")).hasText("Replayed");
        assertThat(page.locator("#decisions")).containsText("the customer says nothing came");
        assertThat(status(letter.attemptId())).isEqualTo("REPLAYED");
        assertThat(outboxOf(letter.attemptId())).hasSize(1);
    }

    @Test
    void discardsWithAReasonOnly() {
        Letter letter = letter();
        raise(letter);
        Page page = signedIn("/console/en/desk/" + letter.attemptId());
        Locator discard = page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Discard").setExact(true));

        discard.click();
        assertThat(page.locator("#decision .state")).hasText("Waits for a decision");
        page.locator("#discard-reason").fill("sold out anyway");
        discard.click();

        assertThat(page.locator("#decision .state")).hasText("Discarded");
        assertThat(status(letter.attemptId())).isEqualTo("DISCARDED");
        page.navigate(url("/console/en/audit?action=DLQ_DISCARD"));
        assertThat(page.locator("#entries tbody tr").first()).containsText("sold out anyway");
        picture(page, "audit");
    }

    @Test
    void showsWhatSomebodyElseWasFasterWithAndKeepsThePage() {
        Letter letter = letter();
        raise(letter);
        Page page = signedIn("/console/en/desk/" + letter.attemptId());
        discard(letter.attemptId()).expectStatus().isOk();

        page.locator("#discard-reason").fill("too late");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Discard").setExact(true))
                .click();

        assertThat(page.locator("#alert")).containsText("This is not possible.");
        assertThat(page.locator("#discard-reason")).hasValue("too late");
    }

    @Test
    void replaysAGroupAfterADryRunAndWatchesItToTheEnd() {
        String marker = marker();
        List<Letter> group = new ArrayList<>();
        letters(12).forEach(each -> group.add(each.because(ErrorClass.TRANSIENT, marker)));
        raise(group);
        Page page = signedIn("/console/en/desk?vendorCode=" + marker);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay all …"))
                .click();
        assertThat(page.locator("#estimate")).hasText("12");
        assertThat(status(group.getFirst().attemptId())).isEqualTo("EXHAUSTED");
        picture(page, "bulk-preview");
        page.locator("#bulk-reason").fill("the vendor is back");
        page.locator("#bulk-rate").fill("5");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Do it"))
                .click();

        Locator job = page.locator(".job");
        assertThat(job).hasAttribute("data-state", "RUNNING");
        assertThat(job.locator(".numbers span").first()).hasText(Pattern.compile("[1-9][0-9]* / 12"), patient());
        picture(page, "job");
        assertThat(job).hasAttribute("data-state", "SUCCEEDED", patientAttribute());
        assertThat(job.locator(".numbers")).containsText("12 / 12");
        group.forEach(each -> awaitStatus(each.attemptId(), DeskStatus.REPLAYED));
        page.navigate(url("/console/en/jobs"));
        assertThat(page.locator(".job").first()).containsText("the vendor is back");
    }

    @Test
    void drawsTheDashboardInBothLanguages() {
        raise(letter());
        anHourOfTraffic();
        Page page = signedIn("/console/en/");
        assertThat(page.locator("#charts")).hasAttribute("data-drawn", Pattern.compile("20.*"));
        assertThat(page.locator(".causes")).containsText("twilio");
        assertThat(page.locator("#lags tbody tr").first()).isVisible();
        assertThat(page.locator("#outboxes .notice")).isVisible();
        assertThat(page.locator("#vendors tbody"))
                .containsText("twilio", new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
        picture(page, "dashboard");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("한국어"))
                .click();

        assertThat(page.locator("html")).hasAttribute("lang", "ko");
        assertThat(page.locator("h1")).hasText("대시보드");
        assertThat(page.locator(".causes")).containsText("문자");
        picture(page, "dashboard-ko");
    }

    @Test
    void noPageIsWiderThanAPhone() {
        Letter letter = letter().because(ErrorClass.PERMANENT, marker());
        raise(letter);
        Page page = signedIn("/console/en/");
        page.setViewportSize(390, 844);
        for (String path : List.of(
                "/",
                "/desk",
                "/desk/" + letter.attemptId(),
                "/causes",
                "/jobs",
                "/audit",
                "/find",
                "/find?q=somebody")) {
            page.navigate(url("/console/en" + path));
            assertThat(page.locator("h1")).isVisible();
            Object tooWide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) tooWide).intValue()).as(path).isLessThanOrEqualTo(0);
        }
        page.navigate(url("/console/en/desk"));
        picture(page, "desk-phone");
    }

    @Test
    void saysWhenTheStoryCanNotBeTold() {
        Page page = signedIn("/console/en/find");
        page.getByLabel("Notification id, attempt id or recipient").fill("away");
        page.keyboard().press("Enter");

        assertThat(page.locator("#unavailable")).containsText("intake-service does not answer");
    }

    /** Steady, but for text messages that fail for some minutes. */
    private void anHourOfTraffic() {
        Instant now = Instant.now();
        Map<Channel, String> vendors =
                Map.of(Channel.PUSH, "fcm", Channel.EMAIL, "ses", Channel.SMS, "twilio", Channel.KAKAO_ALIMTALK, "nhn");
        for (int minute = 1; minute < 60; minute++) {
            for (Channel channel : Channel.values()) {
                boolean incident = channel == Channel.SMS && minute >= 20 && minute < 27;
                for (int i = 0; i < 3 + (minute * 7 + channel.name().length()) % 5; i++) {
                    Instant at = now.minusSeconds(60L * minute + i);
                    publish(new DeliveryResult(
                            letter().attemptId(),
                            new UUID(7, 7),
                            "somebody",
                            Kind.SERVICE,
                            channel,
                            1,
                            incident ? DeliveryResult.Outcome.FAILED : DeliveryResult.Outcome.SUCCEEDED,
                            vendors.get(channel),
                            null,
                            incident ? ErrorClass.TRANSIENT : null,
                            incident ? "30003" : null,
                            incident ? "Unreachable destination handset" : null,
                            Hygiene.NONE,
                            "someone",
                            null,
                            null,
                            1,
                            at.minusMillis(180),
                            at.minusMillis(60),
                            at));
                }
            }
        }
    }

    private Page signedIn(String path) {
        Page page = open(path);
        signIn(page);
        return page;
    }

    private static void signIn(Page page) {
        page.locator("#token").fill(StandInGateway.TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("#sign-out")).isVisible();
    }

    private Page open(String path) {
        BrowserContext fresh = browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("en-US")
                        .setTimezoneId("Asia/Seoul")
                        .setViewportSize(1280, 800));
        context = fresh;
        Page page = fresh.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(ANSWER)) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.navigate(url(path));
        return page;
    }

    private static Browser browser() {
        return Objects.requireNonNull(browser);
    }

    private static StandInGateway door() {
        return Objects.requireNonNull(gateway);
    }

    private static String url(String path) {
        return door().url() + path;
    }

    private String marker() {
        return "c-" + letter().attemptId();
    }

    private static LocatorAssertions.HasTextOptions patient() {
        return new LocatorAssertions.HasTextOptions().setTimeout(20_000);
    }

    private static LocatorAssertions.HasAttributeOptions patientAttribute() {
        return new LocatorAssertions.HasAttributeOptions().setTimeout(20_000);
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
