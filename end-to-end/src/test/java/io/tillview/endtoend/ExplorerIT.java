package io.tillview.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillview.cluster.Ports.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Somebody who opens {@code /docs} in a browser, pastes a token and asks. */
@ExtendWith({BrowserCondition.class, TillviewExtension.class})
class ExplorerIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUESTION =
            "{\"measures\": [\"events\", \"gross_sales\"], \"timeRange\": {\"last\": \"P1D\"}, \"grain\": \"none\"}";

    private final Tillview tillview;
    private ChromeDriver browser;

    ExplorerIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @BeforeEach
    void open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BrowserCondition.program("chromium", "chromium-browser", "google-chrome")
                .orElseThrow()
                .toString());
        // As root Chromium has no sandbox of its own, and a container's shared memory is too small for it.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,2000");
        ChromeDriverService driver = new ChromeDriverService.Builder()
                .usingDriverExecutable(
                        BrowserCondition.program("chromedriver").orElseThrow().toFile())
                .build();
        browser = new ChromeDriver(driver, options);
    }

    @AfterEach
    void close() {
        browser.quit();
    }

    @Test
    void the_explorer_answers_a_question_with_a_token_pasted_into_it() {
        tillview.publish(Events.orders("explorer-shop", 3));
        tillview.awaitEvents("explorer-shop", 3);
        browser.get(tillview.installation()
                .http(Endpoint.QUERY_SERVICE)
                .resolve("/docs")
                .toString());

        authorize(tillview.merchantToken("explorer-shop"));
        String answered = ask(QUESTION);

        assertThat(answered).contains("\"rows\"", "3", "\"3.00\"", "\"currency\": \"EUR\"");
    }

    @Test
    void without_a_token_the_explorer_shows_what_is_missing() {
        browser.get(tillview.installation()
                .http(Endpoint.QUERY_SERVICE)
                .resolve("/docs")
                .toString());

        assertThat(ask(QUESTION)).contains("401", "urn:tillview:problem:unauthenticated");
    }

    private void authorize(String token) {
        click(By.cssSelector("button.authorize"));
        shown(By.cssSelector(".auth-container input")).sendKeys(token);
        click(By.cssSelector(".auth-btn-wrapper button.authorize"));
        click(By.cssSelector(".auth-btn-wrapper button.btn-done"));
    }

    /** What the explorer shows as the server's answer. */
    private String ask(String question) {
        click(By.cssSelector("[id$='-query'].opblock-post .opblock-summary-control"));
        click(By.cssSelector("[id$='-query'].opblock-post .try-out__btn"));
        WebElement body = shown(By.cssSelector("[id$='-query'].opblock-post textarea.body-param__text"));
        body.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        body.sendKeys(question);
        click(By.cssSelector("[id$='-query'].opblock-post button.execute"));
        return shown(By.cssSelector("[id$='-query'].opblock-post .live-responses-table .response"))
                .getText();
    }

    /** The page is made by its script: everything comes a moment later, and may be made anew while it is looked at. */
    private void click(By what) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            browser.findElement(what).click();
            return true;
        });
    }

    private WebElement shown(By what) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> browser.findElement(what), WebElement::isDisplayed);
    }
}
