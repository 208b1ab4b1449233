package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.browser.Chromium;
import dev.millrace.pool.metrics.browser.Tab;
import dev.millrace.pool.metrics.browser.WithChromium;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page as a browser shows it. */
@Timeout(240)
@WithChromium
class StatusPageBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void shouldShowTheNumbersOfThePool(Chromium chromium) throws Exception {
        WorkerPool pool =
                WorkerPool.builder("orders").workers(3).queueCapacity(77).build();
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            for (int i = 0; i < 1_234; i++) {
                pool.execute(() -> {});
            }
            pool.submit(() -> {
                throw new IOException("on purpose");
            });
            pool.close();

            PoolStats stats = pool.stats();
            awaitText(tab, "[data-fact=\"jobs.completed\"]", "1,234");
            awaitText(tab, "[data-fact=\"jobs.failed\"]", "1");
            awaitText(tab, "[data-fact=\"jobs.accepted\"]", "1,235");
            awaitText(tab, "[data-fact=\"flow.chunks\"]", number(stats.flow().chunks()));
            awaitText(tab, "[data-path=\"depth.capacity\"]", "77");
            awaitText(tab, "#state", "terminated");
            awaitText(tab, "#link-text", "live");
            assertThat(tab.troubles()).isEmpty();
        }
    }

    @Test
    void shouldFollowThePoolWhileItRuns(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "[data-path=\"workers.busy\"]", "11");
            pool.busy = 7;
            awaitText(tab, "[data-path=\"workers.busy\"]", "7");
            await().atMost(PATIENCE)
                    .until(() -> tab.value("document.querySelector('#curve-size path.line').getAttribute('d').length")
                                            .compareTo("20")
                                    != 0
                            && Integer.parseInt(
                                            tab.value(
                                                    "document.querySelector('#curve-size path.line').getAttribute('d').split('L').length"))
                                    > 2);
            assertThat(
                            tab.value(
                                    "performance.getEntriesByType('resource').filter(each => each.name.endsWith('.json')).length < 5"))
                    .as("events come in a stream")
                    .isEqualTo("true");
        }
    }

    @Test
    void shouldShowWhatIsWrong(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#stuck .case:nth-child(2) b", "dev.shop.Thumbnails.resize");

            assertThat(tab.value("document.getElementById('matters').innerText"))
                    .contains("2 jobs are stuck", "Objective latency is breached", "Objective depth is in danger");
            assertThat(tab.value("document.querySelectorAll('#crew tbody tr').length"))
                    .isEqualTo("16");
            assertThat(text(tab, "#crew tbody tr:nth-child(4) .badge")).isEqualTo("■ stuck");
            assertThat(text(tab, "#crew tbody tr:nth-child(4) .lane b")).isEqualTo("47");
            assertThat(tab.value("document.querySelectorAll('#steals rect:not(.cell-ground)').length"))
                    .isEqualTo(String.valueOf(pool.steals.size()));
            assertThat(text(tab, "#slos tbody tr .badge")).isEqualTo("✕ breached");
            assertThat(text(tab, "#slos tbody tr td:nth-child(4)")).isEqualTo("14×");
            assertThat(text(tab, "#decisions tbody tr .size")).isEqualTo("15 → 16");
            assertThat(text(tab, "#decisions tbody tr .shadow")).startsWith("15 → 18: 8,000 jobs/s");
            assertThat(tab.value("document.querySelector('#stuck pre').textContent"))
                    .contains("dev.shop.images.Thumbnails.step7(Thumbnails.java:47)");
            assertThat(text(tab, "[data-fact=\"rejections.shed\"]")).isEqualTo("12");
            assertThat(text(tab, "#keys tr td:nth-child(2)")).isEqualTo("611");
            assertThat(tab.value("document.getElementById('waits').innerText")).contains("waits for 'load fonts'");
            assertThat(tab.value("document.getElementById('quarantine').textContent"))
                    .contains("StackOverflowError");
        }
    }

    @Test
    void shouldRunNothingThatALabelSays(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#pool", "images");

            assertThat(tab.value("document.title")).isEqualTo("images – Millrace");
            assertThat(tab.value("document.querySelector('#stuck b').textContent"))
                    .startsWith("<script>document.title");
            assertThat(tab.value("document.querySelectorAll('script').length")).isEqualTo("1");
            assertThat(
                            tab.value(
                                    "(() => { try { document.body.innerHTML = '<b>x</b>'; return 'taken'; } catch (e) { return e.name; } })()"))
                    .as("the browser refuses markup made of text")
                    .isEqualTo("TypeError");
        }
    }

    @Test
    void shouldSayThatTheServerIsGoneAndComeBackWithIt(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        StatusPage page = StatusPage.open(pool, 0);
        try (Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#link-text", "live");
            page.close();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(text(tab, "#link-text")).startsWith("no answer since "));
            assertThat(tab.value("document.getElementById('matters').innerText"))
                    .contains("The server does not answer. What is below is old.");
            assertThat(text(tab, "[data-path=\"workers.busy\"]")).isEqualTo("11");

            pool.busy = 5;
            try (StatusPage again = StatusPage.open(pool, page.uri().getPort())) {
                awaitText(tab, "[data-path=\"workers.busy\"]", "5");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(text(tab, "#link-text")).startsWith("live"));
                assertThat(again.uri()).isEqualTo(page.uri());
            }
        }
    }

    @Test
    void shouldAskWhereThereIsNoStream(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0)) {
            List<Raw> others = new java.util.ArrayList<>();
            for (int i = 0; i < Server.MOST_STREAMS; i++) {
                Raw other = new Raw(page.uri()).send("GET /pools/images/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
                other.until("data: {");
                others.add(other);
            }
            try (Tab tab = chromium.open(page.uri().toString())) {
                awaitText(tab, "#link-text", "live, asked every 2 s");
                pool.busy = 3;
                awaitText(tab, "[data-path=\"workers.busy\"]", "3");
            } finally {
                for (Raw other : others) {
                    other.close();
                }
            }
        }
    }

    @Test
    void shouldShowTheNextPoolAndEmptyPlaces(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page =
                        StatusPage.builder(pool).add(new FakePool("idle")).open();
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#pools a[aria-current]", "images");
            tab.value("document.querySelector('#pools a:nth-child(2)').click()");
            awaitText(tab, "#pool", "idle");

            assertThat(tab.value("document.getElementById('matters').innerText"))
                    .contains("Nothing stands out");
            assertThat(
                            tab.value(
                                    "[...document.querySelectorAll('.none')].filter(each => !each.hidden).map(each => each.textContent).join('|')"))
                    .contains("No job is stuck", "No worker has taken", "This pool has no objectives", "None so far");
            assertThat(tab.value("document.querySelectorAll('#stuck .case, #crew tbody tr, #steals svg').length"))
                    .isEqualTo("0");
            assertThat(tab.troubles()).isEmpty();
        }
    }

    @Test
    void shouldFitNarrowAndWideWindowsLightAndDark(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#stuck .case:nth-child(2) b", "dev.shop.Thumbnails.resize");
            for (int width : List.of(360, 768, 1_600)) {
                for (boolean dark : List.of(false, true)) {
                    tab.look(width, 900, dark);
                    assertThat(Integer.parseInt(tab.value("document.documentElement.scrollWidth")))
                            .as("nothing sticks out at %s", width)
                            .isLessThanOrEqualTo(width);
                    assertThat(tab.value("getComputedStyle(document.body).backgroundColor"))
                            .isEqualTo(dark ? "rgb(16, 21, 27)" : "rgb(243, 245, 248)");
                    assertThat(ImageIO.read(new ByteArrayInputStream(tab.picture()))
                                    .getHeight())
                            .isGreaterThan(900);
                }
            }
        }
    }

    /** By the formula of WCAG 2: 4.5 is what small text needs. */
    @Test
    void shouldHaveTextThatStandsOut(Chromium chromium) throws Exception {
        FakePool pool = FakePool.inTrouble("images");
        try (StatusPage page = StatusPage.open(pool, 0);
                Tab tab = chromium.open(page.uri().toString())) {
            awaitText(tab, "#stuck .case:nth-child(2) b", "dev.shop.Thumbnails.resize");
            for (boolean dark : List.of(false, true)) {
                tab.look(1_600, 900, dark);
                assertThat(tab.value(CONTRAST)).as("dark: %s", dark).isEmpty();
            }
        }
    }

    /** Lists the texts whose contrast is too low, with it. Grounds that let others through are mixed with these. */
    private static final String CONTRAST = """
            (() => {
              const parts = text => text.match(/[\\d.]+/g).map(Number);
              const mix = (top, under) => { const a = top[3] ?? 1; return top.slice(0, 3).map((v, i) => v * a + under[i] * (1 - a)); };
              const light = rgb => { const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const ground = node => { const own = parts(getComputedStyle(node).backgroundColor); return (own[3] ?? 1) === 1 || !node.parentElement ? own.slice(0, 3) : mix(own, ground(node.parentElement)); };
              const bad = new Set();
              for (const node of document.querySelectorAll('body *')) {
                const own = [...node.childNodes].some(each => each.nodeType === 3 && each.data.trim());
                if (!own || !node.checkVisibility() || node instanceof SVGElement) continue;
                const a = light(mix(parts(getComputedStyle(node).color), ground(node)));
                const b = light(ground(node));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (ratio < 4.5) bad.add(`${node.tagName}.${node.className} ${ratio.toFixed(2)} ${node.textContent.slice(0, 20)}`);
              }
              return [...bad].join('; ');
            })()""";

    private static void awaitText(Tab tab, String selector, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text(tab, selector)).isEqualTo(text));
    }

    private static String text(Tab tab, String selector) {
        return tab.value("document.querySelector('" + selector + "')?.textContent");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
