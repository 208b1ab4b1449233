package dev.millrace.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OpenLoopClientTest {
    private static final Map<String, String> ONE = Map.of("/java.net", "not its hash");

    @Test
    void shouldStopEarlyAndHaveAllAnswersThen() throws Exception {
        WorkerPool pool = WorkerPool.builder("client-test").workers(1).build();
        HashService service = HashService.start(ClassFiles.ofJdk(), pool);
        Phase hour = new Phase("long", 100, Duration.ofHours(1));
        try (OpenLoopClient client = new OpenLoopClient(service.port(), ONE, 4)) {
            CompletableFuture<PhaseResult> running = OwnThread.supply(() -> run(client, hour));
            await().until(() -> pool.stats().jobs().accepted() > 0);

            client.stop();

            PhaseResult result = running.get(20, TimeUnit.SECONDS);
            assertThat(result.sent()).isPositive().isLessThan(hour.requests());
            assertThat(result.unsent()).isEqualTo(hour.requests() - result.sent());
            assertThat(result.ok()).isEqualTo(result.sent());
            assertThat(run(client, hour).sent()).isZero();
        } finally {
            service.stop(Duration.ofSeconds(20));
        }
    }

    @Test
    void shouldSeeThatAnAnswerIsWrong() throws IOException {
        HashService service = HashService.start(
                ClassFiles.ofJdk(), WorkerPool.builder("client-test").build());
        try (OpenLoopClient client = new OpenLoopClient(service.port(), ONE, 4)) {
            PhaseResult result = run(client, new Phase("wrong", 1_000, Duration.ofMillis(5)));

            assertThat(result.ok()).isEqualTo(5);
            assertThat(result.verified()).isZero();
        } finally {
            service.stop(Duration.ofSeconds(20));
        }
    }

    @Test
    void shouldCountWhatIsNeitherAnswerNorRefusal() throws IOException {
        HashService service =
                HashService.start(Map.of(), WorkerPool.builder("client-test").build());
        try (OpenLoopClient client = new OpenLoopClient(service.port(), ONE, 4)) {
            PhaseResult result = run(client, new Phase("unknown", 1_000, Duration.ofMillis(5)));

            assertThat(result.errors()).isEqualTo(5);
            assertThat(result.firstError()).contains("404");
        } finally {
            service.stop(Duration.ofSeconds(20));
        }
    }

    private static PhaseResult run(OpenLoopClient client, Phase phase) {
        try {
            return client.run(phase);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
