package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page under attack from its own machine, and from foreign pages in a browser on it. */
@Timeout(120)
class StatusPageSecurityTest {
    private final FakePool pool = FakePool.inTrouble("orders");
    private final List<Raw> open = new ArrayList<>();
    private StatusPage page;

    @BeforeEach
    void openPage() throws IOException {
        page = StatusPage.open(pool, 0);
    }

    @AfterEach
    void closePage() throws IOException {
        page.close();
        for (Raw raw : open) {
            raw.close();
        }
    }

    @Test
    void shouldListenOnTheLoopbackInterfaceAlone() {
        assertThat(page.uri().getHost()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.js",
                "/page.css",
                "/pool.json",
                "/pools.json",
                "/pools/orders.txt",
                "/metrics",
                "/nothing"
            })
    void shouldSendStrictHeadersWithEveryAnswer(String path) throws IOException {
        String head = head(Raw.ask(page.uri(), "GET " + path + " HTTP/1.1", "Host: localhost"));

        assertThat(head)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
                .doesNotContain("unsafe-")
                .contains(
                        "\r\nX-Content-Type-Options: nosniff\r\n",
                        "\r\nX-Frame-Options: DENY",
                        "\r\nCache-Control: no-store\r\n",
                        "\r\nReferrer-Policy: no-referrer\r\n",
                        "\r\nCross-Origin-Resource-Policy: same-origin\r\n",
                        "\r\nConnection: close\r\n")
                .doesNotContainIgnoringCase("Access-Control-")
                .doesNotContainIgnoringCase("Server:")
                .doesNotContainIgnoringCase("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"})
    void shouldOnlyBeRead(String method) throws IOException {
        String answer = Raw.ask(page.uri(), method + " /pool.json HTTP/1.1", "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
    }

    @Test
    void shouldAnswerAHeadWithoutABody() throws IOException {
        String get = Raw.ask(page.uri(), "GET /page.css HTTP/1.1", "Host: localhost");
        String head = Raw.ask(page.uri(), "HEAD /page.css HTTP/1.1", "Host: localhost");

        assertThat(head).isEqualTo(head(get) + "\r\n\r\n");
        assertThat(Raw.ask(page.uri(), "HEAD /pools/orders/events HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1", "[::1]", "localhost:1234", "LOCALHOST:80", "127.0.0.1:9", "[::1]:443"})
    void shouldAnswerByItsOwnNames(String host) throws IOException {
        assertThat(Raw.ask(page.uri(), "GET /pool.json HTTP/1.1", "Host: " + host))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "localhost@evil.example",
                "10.0.0.1",
                "127.0.0.2",
                "2130706433",
                "[::2]",
                "localhost:",
                "localhost:80:80",
                "localhost evil",
                "",
                "localhost."
            })
    void shouldAnswerByNoForeignName(String host) throws IOException {
        for (String path : List.of("/", "/pool.json", "/pools/orders/events", "/metrics", "/page.js")) {
            String answer = Raw.ask(page.uri(), "GET " + path + " HTTP/1.1", "Host: " + host);

            assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain("orders");
        }
    }

    @Test
    void shouldWantOneHost() throws IOException {
        assertThat(Raw.ask(page.uri(), "GET / HTTP/1.1")).startsWith("HTTP/1.1 400 ");
        assertThat(Raw.ask(page.uri(), "GET / HTTP/1.1", "Host: localhost", "Host: localhost"))
                .startsWith("HTTP/1.1 400 ");
        assertThat(Raw.ask(page.uri(), "GET / HTTP/1.1", "Host: localhost", "hOST: evil.example"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void shouldNotBeReadByThePagesOfOthers() throws IOException {
        for (String site : List.of("cross-site", "same-site", "anything")) {
            assertThat(Raw.ask(
                            page.uri(),
                            "GET /pool.json HTTP/1.1",
                            "Host: localhost",
                            "Sec-Fetch-Site: " + site,
                            "Sec-Fetch-Mode: cors"))
                    .startsWith("HTTP/1.1 403 ");
        }
        assertThat(Raw.ask(
                        page.uri(),
                        "GET / HTTP/1.1",
                        "Host: localhost",
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate"))
                .as("a link to it")
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../../../../etc/passwd",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/page.css",
                "/pools/../pool.json",
                "/pools/orders.json/",
                "/pools//orders.json",
                "//pool.json",
                "/page.css%00.html",
                "/StatusPage.class",
                "/dev/millrace/pool/metrics/status/page.css",
                "/POOL.JSON",
                "/pools/"
            })
    void shouldKnowItsPathsToTheLetter(String path) throws IOException {
        String answer = Raw.ask(page.uri(), "GET " + path + " HTTP/1.1", "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("there is nothing here; the page is at /\n");
    }

    @Test
    void shouldRepeatNothingOfARequest() throws IOException {
        String mark = "zebra7341";
        for (String first : List.of(
                "GET /" + mark + "?" + mark + " HTTP/1.1",
                "GET /pool.json?" + mark + " HTTP/1.1",
                mark + " / HTTP/1.1")) {
            assertThat(Raw.ask(page.uri(), first, "Host: localhost", "X: " + mark))
                    .doesNotContain(mark);
        }
        assertThat(Raw.ask(page.uri(), "GET / HTTP/1.1", "Host: " + mark)).doesNotContain(mark);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "GET / HTTP/2.0",
                "GET / HTTP/1.1 ",
                "GET  / HTTP/1.1",
                "GET /",
                "GET http://localhost/ HTTP/1.1",
                "GET * HTTP/1.1",
                "G\u00ebT / HTTP/1.1",
                "GET /\u0000 HTTP/1.1",
                "GET / HTTP/1.1\nX: after a bare line feed",
                "GET / HTTP/1.1\r\n folded: yes",
                "GET / HTTP/1.1\r\nno colon",
                "GET / HTTP/1.1\r\nspace : before",
                "GET / HTTP/1.1\r\nX: \u0001",
                "\u0016\u0003\u0001\u0002\u0000\u0001"
            })
    void shouldRefuseWhatIsNoRequest(String first) throws IOException {
        String answer = Raw.ask(page.uri(), first, "Host: localhost");

        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("this is no request that HTTP/1.1 knows\n");
    }

    @Test
    void shouldBoundTheHeadOfARequest() throws IOException {
        String padding = "GET / HTTP/1.1\r\nHost: localhost\r\nX: ";
        String end = "\r\n\r\n";
        int room = Request.MOST_BYTES - padding.length() - end.length();
        try (Raw fits = new Raw(page.uri());
                Raw tooLong = new Raw(page.uri());
                Raw endless = new Raw(page.uri())) {
            assertThat(fits.send(padding + "a".repeat(room) + end).rest()).startsWith("HTTP/1.1 200 ");
            assertThat(tooLong.send(padding + "a".repeat(room + 1) + end).rest())
                    .startsWith("HTTP/1.1 431 ");
            assertThat(endless.send("GET /" + "a".repeat(Request.MOST_BYTES)).rest())
                    .startsWith("HTTP/1.1 431 ");
        }
    }

    @Test
    void shouldIgnoreABody() throws IOException {
        String body = "x".repeat(40_000);
        for (int i = 0; i < 20; i++) {
            String answer = Raw.ask(
                    page.uri(), "GET /page.css HTTP/1.1", "Host: localhost", "Content-Length: 40004", "", body);

            assertThat(answer).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1").endsWith("}\n");
        }
    }

    @Test
    void shouldAnswerOneRequestAConnection() throws IOException {
        String two = "GET /pools.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Raw raw = new Raw(page.uri())) {
            assertThat(raw.send(two + two).rest()).containsOnlyOnce("HTTP/1.1 200 ");
        }
    }

    @Test
    void shouldHangUpOnThoseWhoAreSlow() throws IOException {
        for (int i = 0; i < Server.MOST_CONNECTIONS; i++) {
            open.add(new Raw(page.uri()).send(i % 2 == 0 ? "" : "GET / HT"));
        }

        for (Raw slow : open) {
            assertThat(slow.ends()).isTrue();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Raw.get(page.uri(), "/pools.json")).contains("orders"));
    }

    @Test
    void shouldHangUpOnThoseWhoSendAByteNowAndThen() throws Exception {
        try (Raw drip = new Raw(page.uri())) {
            drip.send("GET / HTTP/1.1\r\nX: ");
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        try {
                            drip.send("a");
                            return false;
                        } catch (IOException e) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void shouldServeNoMoreConnectionsThanItSays() throws IOException {
        for (int i = 0; i < 300; i++) {
            open.add(new Raw(page.uri()));
        }
        int served = 0;
        for (Raw raw : open) {
            try {
                if (!raw.read(9).startsWith("HTTP/1.1 ")) {
                    served++;
                }
            } catch (IOException e) {
                served++;
            }
        }

        assertThat(threads("http")).hasSizeLessThanOrEqualTo(Server.MOST_CONNECTIONS);
        // Silent ones that were let in are cut after a while and make room for others of these.
        assertThat(served).isBetween(1, 300 - Server.MOST_CONNECTIONS);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Raw.get(page.uri(), "/pools.json")).contains("orders"));
    }

    @Test
    void shouldBoundItsStreamsAndStillAnswerOthers() throws IOException {
        String ask = "GET /pools/orders/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        for (int i = 0; i < Server.MOST_STREAMS; i++) {
            Raw raw = new Raw(page.uri()).send(ask);
            open.add(raw);
            raw.until("data: {");
        }

        try (Raw tooMany = new Raw(page.uri())) {
            assertThat(tooMany.send(ask).rest()).startsWith("HTTP/1.1 503 ");
        }
        assertThat(Raw.get(page.uri(), "/pool.json")).contains("\"orders\"");

        open.remove(0).close();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (Raw next = new Raw(page.uri())) {
                assertThat(next.send(ask).read(13)).isEqualTo("HTTP/1.1 200 ");
            }
        });
    }

    @Test
    void shouldTellNothingOfItsOwnFailures() throws IOException {
        pool.trouble = new IllegalStateException("secret of the pool");
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            for (String path : List.of("/pool.json", "/pools/orders.json")) {
                assertThat(Raw.ask(page.uri(), "GET " + path + " HTTP/1.1", "Host: localhost"))
                        .startsWith("HTTP/1.1 500 ")
                        .endsWith("\r\n\r\nthe pool cannot be read now\n")
                        .doesNotContain("secret", "Exception", "\tat ");
            }
        });
        try (Raw stream = new Raw(page.uri())) {
            assertThat(stream.send("GET /pools/orders/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .until("\n\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(stream.until("\n\n")).isEqualTo("data: {\"problem\":\"the pool cannot be read now\"}\n\n");
        }

        pool.trouble = null;
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(Raw.get(page.uri(), "/pool.json")).contains("\"orders\""));
    }

    private static List<String> threads(String role) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(Threads.PREFIX + role))
                .collect(Collectors.toList());
    }

    private static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }
}
