package dev.millrace.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.examples.tool.NewThreads;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The service with one worker, which a gate holds, and room for one request. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HashServiceTest {
    private static final String PATH = "/java.util";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WorkerPool pool = WorkerPool.builder("hash-service-test")
            .workers(1)
            .queueCapacity(1)
            .whenFull(WhenFull.reject())
            .build();
    private final Gate gate = new Gate();
    private final Map<String, ClassFiles> packages;
    private final String hash;
    private final HashService service;

    HashServiceTest() throws IOException {
        packages = ClassFiles.ofJdk();
        hash = packages.get(PATH).sha256();
        service = HashService.start(packages, pool);
    }

    @BeforeEach
    void holdTheWorker() {
        pool.execute(gate);
        gate.awaitEntered();
    }

    @AfterEach
    void stop() {
        gate.close();
        if (pool.state() == PoolState.RUNNING) {
            service.stop(SOON);
        }
    }

    @Test
    void shouldRefuseWhatThePoolHasNoRoomForAndAnswerTheRest() {
        CompletableFuture<HttpResponse<String>> accepted = get(PATH);
        awaitThat(() -> pool.stats().depth().total() == 1);

        for (int i = 0; i < 10; i++) {
            HttpResponse<String> refused =
                    get(PATH).orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(refused.body()).isEmpty();
        }
        assertThat(accepted).isNotDone();
        gate.close();

        assertThat(accepted.join().statusCode()).isEqualTo(200);
        assertThat(accepted.join().body()).isEqualTo(hash).hasSize(64);
        HttpResponse<String> later = get(PATH).join();
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(later.body()).isEqualTo(hash);
    }

    @Test
    void shouldKeepTheConnectionThroughRefusalsAndAnswers() throws IOException {
        CompletableFuture<HttpResponse<String>> accepted = get(PATH);
        awaitThat(() -> pool.stats().depth().total() == 1);

        try (Connection connection = new Connection(service.port())) {
            assertThat(connection.get(PATH)).startsWith("HTTP/1.1 503");
            assertThat(connection.get(PATH)).startsWith("HTTP/1.1 503");
            gate.close();
            accepted.join();
            assertThat(connection.get(PATH)).startsWith("HTTP/1.1 200").endsWith(hash);
            assertThat(connection.get(PATH)).startsWith("HTTP/1.1 200").endsWith(hash);
        }
    }

    @Test
    void shouldAnswerOthersWhileOneSendsSlowly() throws Exception {
        gate.close();
        try (Connection slow = new Connection(service.port())) {
            slow.send("GET " + PATH);

            List<CompletableFuture<HttpResponse<String>>> others = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                others.add(get("/unknown"));
                others.get(i).get(20, TimeUnit.SECONDS);
            }
            assertThat(others)
                    .allSatisfy(other -> assertThat(other.join().statusCode()).isEqualTo(404));

            slow.send(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(slow.receive()).startsWith("HTTP/1.1 200").endsWith(hash);
        }
    }

    @Test
    void shouldNotLetAWorkerWaitForTheBodyOfARequest() throws Exception {
        gate.close();
        try (Connection slow = new Connection(service.port())) {
            slow.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\n");

            for (int i = 0; i < 10; i++) {
                assertThat(get(PATH).get(20, TimeUnit.SECONDS).body()).isEqualTo(hash);
            }
            slow.send("???");
            assertThat(slow.receive()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void shouldAnswerWhatItAcceptedBeforeItStops() throws Exception {
        CompletableFuture<HttpResponse<String>> accepted = get(PATH);
        awaitThat(() -> pool.stats().depth().total() == 1);
        CompletableFuture<DrainReport> stopped = OwnThread.supply(() -> service.stop(SOON));
        awaitThat(() -> pool.state() != PoolState.RUNNING);

        assertThat(get(PATH).get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
        gate.close();

        assertThat(accepted.get(20, TimeUnit.SECONDS).body()).isEqualTo(hash);
        assertThat(stopped.get(20, TimeUnit.SECONDS).complete()).isTrue();
    }

    @Test
    void shouldRefuseWhatItCouldNotStartBeforeTheDeadline() throws Exception {
        CompletableFuture<HttpResponse<String>> accepted = get(PATH);
        awaitThat(() -> pool.stats().depth().total() == 1);

        DrainReport report = service.stop(Duration.ZERO);

        assertThat(report.handedBack()).hasSize(1);
        assertThat(accepted.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void shouldLeaveNoThread() throws IOException {
        NewThreads threads = new NewThreads(ServiceRun.THREADS);
        WorkerPool other = WorkerPool.builder("other").workers(2).build();
        HashService otherService = HashService.start(packages, other);
        try (Connection connection = new Connection(otherService.port())) {
            assertThat(connection.get(PATH)).endsWith(hash);
        }
        assertThat(threads.left(Duration.ofMillis(1)))
                .contains("HTTP-Dispatcher", "millrace-other-1", "millrace-other-2", "service-reader");

        otherService.stop(SOON);

        assertThat(threads.left(SOON)).isEmpty();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + path);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private void awaitThat(BooleanSupplier condition) {
        await().atMost(SOON).pollDelay(Duration.ZERO).until(condition::getAsBoolean);
    }

    /** One connection, so that it is seen whether it stays. */
    private static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Connection(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) SOON.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        String get(String path) throws IOException {
            send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            return receive();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** The status line, then the body. */
        String receive() throws IOException {
            String status = in.readLine();
            int length = 0;
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                    length = Integer.parseInt(header.substring("content-length: ".length()));
                }
            }
            char[] body = new char[length];
            int read = 0;
            while (read < length) {
                read += in.read(body, read, length - read);
            }
            return status + new String(body);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
