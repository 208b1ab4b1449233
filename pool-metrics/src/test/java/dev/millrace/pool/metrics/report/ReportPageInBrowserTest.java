package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.browser.Chromium;
import dev.millrace.pool.metrics.browser.WithChromium;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithChromium
class ReportPageInBrowserTest {
    private final RunReport report = Runs.tenSeconds();

    @TempDir
    Path folder;

    @Test
    void shouldShowTheNumbersOfTheReport(Chromium chromium) throws Exception {
        String dom = chromium.dom(written(report.html()), 1_000);

        assertThat(dom).contains("data-ready=\"true\"").doesNotContain("data-owned");
        for (LatencySeries which : LatencySeries.values()) {
            long p99 = report.latency().series(which).percentile(99);
            // Written by the script, from the data of the curve.
            assertThat(dom)
                    .contains("<b data-line=\"" + which.label() + "\" data-value=\"" + p99 + "\">"
                            + ReportCurves.duration((double) p99) + "</b>");
            for (double percent : ReportJson.PERCENTILES) {
                assertThat(dom)
                        .contains("data-series=\"" + which.label() + "\" data-row=\"p"
                                + ReportJson.percentName(percent) + "\" data-value=\""
                                + report.latency().series(which).percentile(percent) + "\"");
            }
        }
        assertThat(reading(dom, "rate")).containsExactly("ended 1000", "arrived 1020");
        assertThat(reading(dom, "depth")).containsExactly("depth 11");
        assertThat(reading(dom, "workers")).containsExactly("live 4", "busy 3");
        TimelinePoint last = report.timeline().points().get(9);
        assertThat(reading(dom, "p99"))
                .containsExactly(
                        "total " + last.totalTimes().p99(),
                        "wait " + last.waitTimes().p99(),
                        "run " + last.runTimes().p99());
    }

    @Test
    void shouldKeepWhatIsTextAsText(Chromium chromium) throws Exception {
        String dom = chromium.dom(written(report.html()), 1_000);

        assertThat(dom).doesNotContain("data-owned").doesNotContain("<img");
        assertThat(dom).contains("depth &lt;/script&gt;&lt;script&gt;document.documentElement.dataset.owned='yes'");
    }

    @Test
    void shouldLetNothingRunOrLeaveThatItWasNotMadeWith(Chromium chromium) throws Exception {
        ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String there = "http://127.0.0.1:" + server.getAddress().getPort();
            String attack = "<script>document.documentElement.dataset.owned='yes'</script>"
                    + "<img src='" + there + "/image' onerror=\"document.documentElement.dataset.owned='yes'\">"
                    + "<link rel='stylesheet' href='" + there + "/style'>"
                    + "<iframe src='" + there + "/frame'></iframe>"
                    + "<style>main { background: url(" + there + "/background) }</style></main>";
            String html = report.html();
            String policy = "<meta http-equiv=\"Content-Security-Policy\"";
            assertThat(html).contains(policy);

            String dom = chromium.dom(written(html.replace("</main>", attack)), 2_000);
            assertThat(dom).contains("data-ready=\"true\"").doesNotContain("data-owned");
            assertThat(requests).isEmpty();

            // The same without the policy, to see that the attack is one.
            String open = html.replace("</main>", attack).replace(policy, "<meta name=\"none\"");
            assertThat(chromium.dom(written(open), 2_000)).contains("data-owned=\"yes\"");
            assertThat(requests).contains("/image", "/style", "/frame", "/background");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldShowTheCurvesWithoutScripts(Chromium chromium) throws Exception {
        String html = report.html().replaceFirst("(?s)<script>.*</script>", "");
        Path png = folder.resolve("page.png");

        chromium.screenshot(written(html), 1280, 1600, 1_000, png);

        BufferedImage image = ImageIO.read(png.toFile());
        int coloured = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                int rgb = image.getRGB(x, y) & 0xFFFFFF;
                coloured += rgb == 0x0B5CAD || rgb == 0xB45309 || rgb == 0x0F7B5F ? 1 : 0;
            }
        }
        assertThat(coloured).isGreaterThan(500);
    }

    @Test
    void shouldCompareInABrowser(Chromium chromium) throws Exception {
        RunReport other = RunReport.of(Runs.second(3, 5_000));
        String dom = chromium.dom(written(new ReportComparison("first", report, "second", other).html()), 1_000);

        assertThat(dom).contains("data-ready=\"true\"").doesNotContain("data-owned");
        for (LatencySeries which : LatencySeries.values()) {
            assertThat(reading(dom, "curves-" + which.label()))
                    .containsExactly(
                            "A " + report.latency().series(which).percentile(99),
                            "B " + other.latency().series(which).percentile(99));
        }
    }

    /** What the script wrote below a chart: names and values. */
    private static List<String> reading(String dom, String chart) {
        int from = dom.indexOf("id=\"" + chart + "-reading\"");
        assertThat(from).isPositive();
        Matcher values = Pattern.compile("data-line=\"([^\"]*)\" data-value=\"([^\"]*)\"")
                .matcher(dom.substring(from, dom.indexOf("</figcaption>", from)));
        List<String> found = new ArrayList<>();
        while (values.find()) {
            found.add(values.group(1) + " " + values.group(2));
        }
        return found;
    }

    private String written(String html) throws IOException {
        return Files.writeString(folder.resolve("page.html"), html).toUri().toString();
    }
}
