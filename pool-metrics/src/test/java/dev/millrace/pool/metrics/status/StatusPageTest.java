package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.PoolState;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StatusPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldPickAPortAndTellIt() throws IOException {
        try (StatusPage page = StatusPage.open(new FakePool("orders"), 0)) {
            assertThat(page.uri().getPort()).isPositive();
            assertThat(Raw.get(page.uri(), "/")).contains("<title>Millrace</title>");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, 70_000, Integer.MIN_VALUE})
    void shouldRefuseWhatIsNoPort(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusPage.open(new FakePool("orders"), port))
                .withMessage("port must be 0 to 65535, was " + port);
    }

    @Test
    void shouldNameAPortThatIsInUseAndLeaveThePoolAlone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WorkerPool pool = WorkerPool.builder("orders").workers(1).build()) {
            assertThatThrownBy(() -> StatusPage.open(pool, taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot open the status page at 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use");

            assertThat(pool.submit(() -> 42).get()).isEqualTo(42);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void shouldNotListenToOthersUnlessToldTo() throws IOException {
        InetAddress everywhere = InetAddress.getByName("0.0.0.0");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusPage.builder(new FakePool("orders"))
                        .address(everywhere)
                        .open())
                .withMessage(
                        "address must be a loopback one, was 0.0.0.0; call allowRemote() to let other machines read"
                                + " the page");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void shouldAnswerOthersByTheNamesItWasTold() throws IOException {
        try (StatusPage page = StatusPage.builder(new FakePool("orders"))
                .address(InetAddress.getByName("0.0.0.0"))
                .allowRemote("build7.example")
                .open()) {
            for (String good :
                    List.of("build7.example", "BUILD7.example:8080", "10.1.2.3:80", "[fe80::1]", "localhost")) {
                assertThat(Raw.ask(page.uri(), "GET /pools.json HTTP/1.1", "Host: " + good))
                        .as(good)
                        .startsWith("HTTP/1.1 200 ");
            }
            for (String bad : List.of("evil.example", "build7.example.evil.example", "1.2.3.4.5", "1.2.3.4.evil")) {
                assertThat(Raw.ask(page.uri(), "GET /pools.json HTTP/1.1", "Host: " + bad))
                        .as(bad)
                        .startsWith("HTTP/1.1 403 ");
            }
        }
    }

    @Test
    void shouldRefuseNamesThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusPage.builder(new FakePool("orders")).allowRemote("a b\n"))
                .withMessage("names must be host names of letters, digits, '.' and '-', was 'a b\\u000a'");
        assertThatNullPointerException()
                .isThrownBy(() -> StatusPage.open(null, 0))
                .withMessage("pool");
        assertThatNullPointerException()
                .isThrownBy(() -> StatusPage.builder(new FakePool("orders")).address(null))
                .withMessage("address");
    }

    @Test
    void shouldShowMorePoolsEachByItsName() throws IOException {
        try (StatusPage page = StatusPage.builder(new FakePool("orders"))
                .add(new FakePool("images"))
                .open()) {
            page.add(new FakePool("mail"));

            assertThat(Raw.get(page.uri(), "/pools.json")).containsSubsequence("orders", "images", "mail");
            assertThat(Raw.get(page.uri(), "/pools/mail.json")).contains("\"pool\":\"mail\"");
            assertThat(Raw.get(page.uri(), "/pools/images.txt")).isEqualTo("pool images explains itself\n\n");
            assertThat(Raw.get(page.uri(), "/pool.json")).contains("\"pool\":\"orders\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> page.add(new FakePool("images")))
                    .withMessage("a pool named 'images' is on this page already");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StatusPage.builder(new FakePool("orders"))
                        .add(new FakePool("orders"))
                        .open());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void shouldShowTheEndOfAPoolUntilThePageIsClosed() throws Exception {
        WorkerPool pool = WorkerPool.builder("orders").workers(2).build();
        try (StatusPage page = StatusPage.open(pool, 0)) {
            for (int i = 0; i < 100; i++) {
                pool.execute(() -> {});
            }
            pool.close();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Raw.get(page.uri(), "/pool.json"))
                            .contains("\"state\":\"TERMINATED\"", "\"completed\":100"));
        }
    }

    @Test
    void shouldLookNoMoreAtAPoolThatHasEnded() throws IOException {
        FakePool pool = new FakePool("orders");
        try (StatusPage page = StatusPage.open(pool, 0)) {
            pool.state = PoolState.TERMINATED;
            AtomicLong last = new AtomicLong(-1);

            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofMillis(2_500))
                    .atMost(PATIENCE)
                    .until(() -> {
                        long asked = pool.asked.get();
                        return last.getAndSet(asked) == asked;
                    });
            assertThat(Raw.get(page.uri(), "/pool.json")).contains("TERMINATED");
        }
    }

    @Test
    void shouldHaveDaemonThreadsOfItsOwnAndNoneAfterTheClose() throws Exception {
        StatusPage page = StatusPage.open(new FakePool("orders"), 0);
        Raw stream = new Raw(page.uri()).send("GET /pools/orders/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.until("data: ");

        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);

        page.close();
        page.close();

        assertThat(stream.ends()).isTrue();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThatThrownBy(() -> new Raw(page.uri())).isInstanceOf(ConnectException.class);
        try (StatusPage again =
                StatusPage.open(new FakePool("orders"), page.uri().getPort())) {
            assertThat(Raw.get(again.uri(), "/pools.json")).contains("orders");
        }
    }

    @Test
    void shouldGoOnWhenAPoolFailsItAndLookAgain() throws IOException {
        FakePool bad = new FakePool("bad");
        bad.trouble = new IllegalStateException("not now");
        try (StatusPage page = StatusPage.builder(bad).add(new FakePool("good")).open()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Raw.get(page.uri(), "/pools/good.json")).contains("\"size\":[2"));
            bad.trouble = null;
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(Raw.get(page.uri(), "/pools/bad.json")).contains("\"size\":[2"));
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(Threads.PREFIX))
                .toList();
    }
}
