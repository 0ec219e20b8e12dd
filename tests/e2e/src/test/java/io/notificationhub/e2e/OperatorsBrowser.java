package io.notificationhub.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.notificationhub.testkit.Chromium;
import java.nio.file.Path;
import java.util.Map;

/** A browser at the door of the running hub. Each visitor has cookies of its own. */
final class OperatorsBrowser implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;
    private final String gateway;

    OperatorsBrowser(Path chromium, String gateway) {
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(Chromium.flags()));
        this.gateway = gateway;
    }

    Page open(String path) {
        BrowserContext visitor = browser.newContext(
                new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 800));
        visitor.setDefaultTimeout(20_000);
        Page page = visitor.newPage();
        page.navigate(gateway + path);
        return page;
    }

    Page signedIn(String path) {
        Page page = open(path);
        signIn(page, "local-admin");
        assertThat(page.locator("#sign-out")).isVisible();
        return page;
    }

    static void signIn(Page page, String token) {
        page.getByLabel("Operator token").fill(token);
        page.keyboard().press("Enter");
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
