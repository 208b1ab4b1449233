package dev.millrace.pool.metrics;

import static org.awaitility.Awaitility.await;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.metrics.prometheus.Ops;
import dev.millrace.pool.metrics.prometheus.Promtool;
import dev.millrace.pool.metrics.prometheus.Replay;
import dev.millrace.pool.metrics.prometheus.Scrape;
import dev.millrace.pool.metrics.prometheus.WithPromtool;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Incidents as they happen to real pools beside a healthy one: what is scraped then, held for as long as the alert asks, makes it fire, and nothing else. */
@WithPromtool
class AlertReplayTest {
    private static final Duration AGE = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WorkerPool healthy = monitored(WorkerPool.builder("healthy"));
    private final CountDownLatch repaired = new CountDownLatch(1);
    private final List<WorkerPool> pools = new ArrayList<>(List.of(healthy));

    @AfterEach
    void close() {
        repaired.countDown();
        pools.forEach(pool -> pool.close(Duration.ZERO));
    }

    @Test
    void shouldBeSilentWhileAllIsWell(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(2).queueCapacity(10));
        Scrape before = scrape();
        IntStream.range(0, 200).mapToObj(i -> pool.submit(() -> i)).forEach(JobHandle::outcome);
        IntStream.range(0, 8).forEach(i -> pool.execute(this::waitForRepair)); // two run, six of ten wait

        replay(promtool, before, "orders");
    }

    @Test
    void shouldTellThatAQueueIsFull(Promtool promtool) throws IOException {
        WorkerPool pool =
                open(WorkerPool.builder("orders").workers(1).queueCapacity(10).whenFull(WhenFull.reject()));
        Scrape before = scrape();
        pool.execute(this::waitForRepair);
        until(() -> pool.stats().workers().busy() == 1);
        while (pool.tryExecute(this::waitForRepair)) {
            // until one is refused
        }

        replay(promtool, before, "orders", "MillraceQueueFull");
    }

    /** The one worker dies again and again; each successor waits longer before it begins. */
    @Test
    void shouldTellThatThereAreNoWorkers(Promtool promtool) throws IOException {
        WorkerPool pool =
                open(WorkerPool.builder("orders").workers(1).queueCapacity(100).quarantineAfter(1_000));
        Scrape before = scrape();
        for (int i = 0; i < 30; i++) {
            pool.execute(AlertReplayTest::dieOfIt);
        }
        until(() -> pool.stats().workers().deaths() >= 6);
        AtomicReference<Scrape> dead = new AtomicReference<>(scrape());
        until(() -> {
            dead.set(scrape());
            return dead.get().value("pool_size", "pool", "orders") == 0;
        });

        replay(promtool, before, dead.get(), "orders", "MillraceNoWorkers", "MillraceCrashLoop", "MillraceErrors");
    }

    @Test
    void shouldTellThatWorkersDieOneAfterTheOther(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(1));
        Scrape before = scrape();
        for (int i = 0; i < 3; i++) {
            pool.execute(AlertReplayTest::dieOfIt);
        }
        until(() -> pool.stats().workers().restarts() == 3);

        replay(promtool, before, "orders", "MillraceCrashLoop", "MillraceErrors");
    }

    @Test
    void shouldTellThatJobsFail(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(2));
        Scrape before = scrape();
        List<JobHandle<Integer>> handles = IntStream.range(0, 90)
                .mapToObj(i -> pool.submit(() -> 1 / (i % 45)))
                .toList();
        handles.forEach(JobHandle::outcome);

        replay(promtool, before, "orders", "MillraceErrors");
    }

    @Test
    void shouldTellThatJobsAreSlow(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(1).latency(LatencySampling.EXACT));
        Scrape before = scrape();
        pool.submit(() -> sleep(Duration.ofMillis(1_100))).outcome();
        IntStream.range(0, 20).forEach(i -> pool.submit(() -> i).outcome());
        until(() -> pool.stats().jobs().completed() == 21);

        replay(promtool, before, "orders", "MillraceSlowJobs");
    }

    @Test
    void shouldTellThatAWorkerIsHeld(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(2).stuckJobs(StuckJobs.reportAfter(AGE)));
        Scrape before = scrape();
        pool.execute(this::waitForRepair);
        until(() -> pool.stats().workers().stuck() == 1);

        replay(promtool, before, "orders", "MillraceStuckWorkers");
    }

    @Test
    void shouldTellThatAllWorkersAreHeld(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders").workers(2).stuckJobs(StuckJobs.reportAfter(AGE)));
        Scrape before = scrape();
        pool.execute(this::waitForRepair);
        pool.execute(this::waitForRepair);
        until(() -> pool.stats().workers().stuck() == 2);

        replay(promtool, before, "orders", "MillraceAllWorkersStuck", "MillraceStuckWorkers");
    }

    @Test
    void shouldTellThatAnObjectiveBurnsFast(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders")
                .workers(2)
                .slo(Slo.errorsBelow(0.01).over(Duration.ofMinutes(1))));
        Scrape before = scrape();
        for (int i = 0; i < 200; i++) {
            int job = i;
            pool.submit(() -> 1 / (job % 2)).outcome();
        }
        until(() -> isBreached(pool));

        replay(promtool, before, "orders", "MillraceErrors", "MillraceSloFastBurn", "MillraceSloSlowBurn");
    }

    @Test
    void shouldTellThatAnObjectiveBurnsSlowly(Promtool promtool) throws IOException {
        WorkerPool pool = open(WorkerPool.builder("orders")
                .workers(1)
                .queueCapacity(10)
                .slo(Slo.depthBelow(0.5, 0.5).over(Duration.ofSeconds(2))));
        Scrape before = scrape();
        for (int i = 0; i < 8; i++) {
            pool.execute(this::waitForRepair); // one runs, seven of ten wait
        }
        until(() -> isBreached(pool) && pool.slos().get(0).shortBurnRate() > 1);

        replay(promtool, before, "orders", "MillraceSloSlowBurn");
    }

    private static boolean isBreached(WorkerPool pool) {
        return pool.slos().get(0).state() == SloState.BREACHED;
    }

    private void replay(Promtool promtool, Scrape before, String pool, String... alerts) throws IOException {
        for (int i = 0; i < 100; i++) {
            healthy.execute(() -> {});
        }
        replay(promtool, before, scrape(), pool, alerts);
    }

    private static void replay(Promtool promtool, Scrape before, Scrape after, String pool, String... alerts)
            throws IOException {
        new Replay(promtool, Ops.ALERTS).assertFiring(before, after, pool, alerts);
    }

    private Scrape scrape() {
        return Scrape.of(registry.scrape());
    }

    private WorkerPool open(WorkerPoolBuilder builder) {
        WorkerPool pool = monitored(builder.uncaughtHandler((thread, failure) -> {}));
        pools.add(pool);
        return pool;
    }

    private WorkerPool monitored(WorkerPoolBuilder builder) {
        WorkerPool pool = builder.build();
        PoolMeters.monitor(registry, pool);
        return pool;
    }

    private void waitForRepair() {
        try {
            repaired.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // by the close
        }
    }

    private static Object sleep(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis()); // the slow job itself
        return time;
    }

    /** Ends the worker, as only one error does. Its class is deprecated for removal, and so not named. */
    private static void dieOfIt() {
        Error death;
        try {
            death = Class.forName("java.lang.ThreadDeath")
                    .asSubclass(Error.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no ThreadDeath", e);
        }
        throw death;
    }

    private static void until(BooleanSupplier condition) {
        await().atMost(LIMIT).until(condition::getAsBoolean);
    }
}
