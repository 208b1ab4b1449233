package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real pool that works while its page is asked as fast as it can. */
@Timeout(180)
class StatusPageLoadTest {
    private static final int JOBS = 300_000;

    @Test
    void shouldTouchNoJobHoweverHardItIsAsked() throws Exception {
        AtomicIntegerArray runs = new AtomicIntegerArray(JOBS);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong answers = new AtomicLong();
        WorkerPool pool = WorkerPool.builder("orders")
                .workers(4)
                .queueCapacity(256)
                .latency(LatencySampling.EXACT)
                .build();
        try (StatusPage page = StatusPage.open(pool, 0)) {
            List<Thread> askers = List.of("/pool.json", "/metrics", "/pools/orders.txt", "/nothing", "/").stream()
                    .map(path -> new Thread(() -> ask(page, path, done, answers)))
                    .toList();
            askers.forEach(Thread::start);
            for (int i = 0; i < JOBS; i++) {
                int job = i;
                pool.execute(() -> runs.incrementAndGet(job));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> answers.get() > 500);
            done.set(true);
            for (Thread asker : askers) {
                asker.join();
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(Raw.get(page.uri(), "/metrics"))
                            .contains("jobs_processed_total{pool=\"orders\",status=\"ok\"} " + JOBS + ".0"));
            pool.close();

            assertThat(IntStream.range(0, JOBS).allMatch(job -> runs.get(job) == 1))
                    .isTrue();
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.completed()).isEqualTo(JOBS);
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonObject told = JsonParser.parseString(Raw.get(page.uri(), "/pool.json"))
                        .getAsJsonObject();
                assertThat(told.getAsJsonObject("jobs").get("completed").getAsLong())
                        .isEqualTo(JOBS);
                assertThat(told.getAsJsonObject("latency")
                                .getAsJsonObject("life")
                                .getAsJsonObject("total")
                                .get("count")
                                .getAsLong())
                        .isEqualTo(JOBS);
            });
        }
    }

    private static void ask(StatusPage page, String path, AtomicBoolean done, AtomicLong answers) {
        while (!done.get()) {
            try {
                if (Raw.ask(page.uri(), "GET " + path + " HTTP/1.1", "Host: localhost")
                        .startsWith("HTTP/1.1 ")) {
                    answers.incrementAndGet();
                }
            } catch (IOException e) {
                // Refused since there are many: asked again.
            }
        }
    }

    @Test
    void shouldReadThePoolRarelyHoweverOftenItIsAsked() throws IOException {
        FakePool pool = new FakePool("orders");
        try (StatusPage page = StatusPage.open(pool, 0)) {
            long begin = System.nanoTime();
            for (int i = 0; i < 400; i++) {
                Raw.get(page.uri(), "/pool.json");
            }
            long most = 4 + 6 * Duration.ofNanos(System.nanoTime() - begin).toSeconds() + 6;

            // Four times a second for the answers, once for the curves.
            assertThat(pool.asked.get()).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void shouldKeepTheLastMinutesForThoseWhoComeLate() throws IOException {
        try (WorkerPool pool = WorkerPool.builder("orders").workers(1).build();
                StatusPage page = StatusPage.open(pool, 0)) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                JsonObject history = JsonParser.parseString(Raw.get(page.uri(), "/pool.json"))
                        .getAsJsonObject()
                        .getAsJsonObject("history");
                assertThat(history.getAsJsonArray("at")).hasSizeGreaterThanOrEqualTo(3);
                assertThat(history.getAsJsonArray("size")).hasSameSizeAs(history.getAsJsonArray("at"));
            });
        }
    }
}
