package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.WorkerSnapshot.Activity;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import dev.millrace.pool.runtime.support.Told;
import dev.millrace.pool.runtime.support.Warnings;
import incidents.DeadUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A job that runs too long is found, told of once, and forgotten when it has ended. */
@Guarded
class StuckJobsTest {
    private static final Duration AFTER = Duration.ofMillis(40);

    private final Told told = new Told();
    private final DeadUrl url = new DeadUrl();

    private WorkerPool pool(Mode mode, String name, StuckJobs settings) {
        return mode.pool(name, 2).stuckJobs(settings).listener(told).build();
    }

    @InEveryMode
    void areToldOfOnceWithAllThatIsKnown(Mode mode) {
        try (Warnings warnings = Warnings.listen();
                WorkerPool pool = pool(mode, "once", StuckJobs.reportAfter(AFTER))) {
            Instant before = Instant.now();
            pool.execute(url::fetch);

            Await.until(() -> told.stuck.size() == 1, pool::explain);

            StuckJob job = told.stuck.element();
            assertThat(job.worker()).startsWith("millrace-once-");
            assertThat(job.job()).isEqualTo("incidents.DeadUrl.fetch");
            assertThat(job.age()).isGreaterThanOrEqualTo(AFTER);
            assertThat(job.since())
                    .isCloseTo(before, within(20, ChronoUnit.SECONDS))
                    .isBefore(Instant.now());
            assertThat(job.stack()).anyMatch(frame -> frame.getMethodName().equals("await"));
            assertThat(job.interrupted()).isFalse();
            Await.until(
                    () -> warnings.contain("pool 'once': a job is stuck: worker " + job.worker()
                            + " has run 'incidents.DeadUrl.fetch' for "),
                    warnings::toString);
            assertThat(warnings.contain("incidents.DeadUrl.fetch(DeadUrl.java"))
                    .as(warnings.toString())
                    .isTrue();
            assertThat(pool.explain())
                    .contains("'incidents.DeadUrl.fetch' on " + job.worker() + " for ")
                    .contains("stuck    1 jobs now, 1 ever");
            assertThat(pool.stats().workers().stuck()).isEqualTo(1);
            assertThat(pool.stats().workers().stuckJobs()).isEqualTo(1);
            assertThat(pool.stats().workers().spares()).isZero();
            assertThat(pool.explanation().stuck()).hasSize(1);
            assertThat(pool.workers())
                    .filteredOn(worker -> worker.activity() == Activity.STUCK)
                    .hasSize(1);
            Duration age = pool.stuckJobs().get(0).age();
            Await.until(() -> pool.stuckJobs().get(0).age().compareTo(age.plus(AFTER)) > 0, pool::explain);

            url.shutDown();

            Await.until(() -> told.freed.size() == 1, pool::explain);
            assertThat(told.stuck).hasSize(1);
            assertThat(told.freed.element().age()).isGreaterThanOrEqualTo(age);
            assertThat(pool.stuckJobs()).isEmpty();
            assertThat(pool.stats().workers().stuck()).isZero();
            assertThat(pool.stats().workers().stuckJobs()).isEqualTo(1);
            assertThat(pool.workers()).noneMatch(WorkerSnapshot::isBusy);
        }
        assertThat(PoolThreads.alive("once")).isEmpty();
    }

    @InEveryMode
    void goByTheirLabelWhereThereIsOne(Mode mode) {
        try (WorkerPool pool = pool(mode, "label", StuckJobs.reportAfter(AFTER))) {
            pool.submit(url::fetch, JobOptions.none().label("the dead page"));
            pool.submit(url::fetch);

            Await.until(() -> told.stuck.size() == 2, pool::explain);

            assertThat(told.stuck)
                    .extracting(StuckJob::job)
                    .containsExactlyInAnyOrder("the dead page", "incidents.DeadUrl.fetch");
            url.shutDown();
        }
    }

    /** The outer one, by its label, whatever runs inside it. */
    @InEveryMode
    void countWithTheJobInWhichTheyRunInPlace(Mode mode) {
        try (WorkerPool pool = mode.pool("inside", mode.leastWorkers())
                .stuckJobs(StuckJobs.reportAfter(AFTER))
                .listener(told)
                .build()) {
            int outers = mode.leastWorkers();
            CountDownLatch begun = new CountDownLatch(outers);
            for (int i = 0; i < outers; i++) {
                pool.submit(
                        () -> {
                            begun.countDown();
                            begun.await(); // or a free worker would take an inner one
                            return pool.submit(url::fetch, JobOptions.none().label("inner"))
                                    .get();
                        },
                        JobOptions.none().label("outer"));
            }
            Await.until(() -> url.open() == outers, pool::explain);

            Await.until(() -> told.stuck.size() == outers, pool::explain);

            assertThat(told.stuck).extracting(StuckJob::job).containsOnly("outer");
            url.shutDown();
            Await.until(() -> told.freed.size() == outers, pool::explain);
        }
    }

    /** Whoever waits for a job knows how old it can be at most: as old as his wait. */
    @InEveryMode
    void haveAtLeastTheAgeThatIsTold(Mode mode, Seed seed) {
        Map<String, Long> awaited = new ConcurrentHashMap<>();
        try (WorkerPool pool = mode.pool("ages", 4)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(8)))
                .listener(told)
                .build()) {
            List<Thread> clients = IntStream.range(0, 4)
                    .mapToObj(client -> new Thread(() -> submitAndAwait(pool, seed.random(client), client, awaited)))
                    .toList();
            clients.forEach(Thread::start);
            Await.end(clients);
            Await.until(() -> pool.stuckJobs().isEmpty() && told.freed.size() == told.stuck.size(), pool::explain);
        }
        assertThat(told.stuck).isNotEmpty().extracting(StuckJob::job).doesNotHaveDuplicates();
        assertThat(told.stuck)
                .allSatisfy(job -> assertThat(job.age().toNanos())
                        .isBetween(TimeUnit.MILLISECONDS.toNanos(8), awaited.get(job.job())));
        assertThat(told.freed)
                .allSatisfy(job -> assertThat(job.age().toNanos()).isLessThanOrEqualTo(awaited.get(job.job())));
    }

    private static void submitAndAwait(
            WorkerPool pool, SplittableRandom random, int client, Map<String, Long> awaited) {
        for (int i = 0; i < Scale.rounds(60); i++) {
            String label = client + "/" + i;
            long nanos = TimeUnit.MICROSECONDS.toNanos(random.nextInt(8) == 0 ? random.nextInt(5_000, 60_000) : 500);
            long start = System.nanoTime();
            pool.submit(
                            () -> {
                                long begun = System.nanoTime();
                                while (System.nanoTime() - begun < nanos) {
                                    LockSupport.parkNanos(nanos - (System.nanoTime() - begun));
                                }
                            },
                            JobOptions.none().label(label))
                    .outcome();
            awaited.put(label, System.nanoTime() - start);
        }
    }

    @InEveryMode
    void areNotMadeOfManyShortOnes(Mode mode) {
        try (WorkerPool pool = pool(mode, "short", StuckJobs.reportAfter(Duration.ofSeconds(30)))) {
            pool.executeAll(Collections.nCopies(1_000, Jobs.NOTHING));
            Await.asleep(pool, 2);
            assertThat(told.stuck).isEmpty();
            assertThat(pool.workers()).allSatisfy(worker -> {
                assertThat(worker.runningFor()).isZero();
                assertThat(worker.activity()).isEqualTo(Activity.SLEEPING);
            });
        }
    }

    /** A job of a key that comes while its worker is about to give the key up, and the watch has gone to rest: no worker has looked for work since. */
    @InEveryMode
    void areFoundThoughTheyCameByTheTurnOfTheirKeyWhileTheWatchRested(Mode mode) {
        try (WorkerPool pool = pool(mode, "turn", StuckJobs.reportAfter(AFTER))) {
            KeyedExecutor key = pool.keyed("a key");
            key.submit(Jobs.NOTHING).onCompletion(done -> {
                Await.until(() -> rests("turn"), pool::explain);
                key.execute(url::fetch);
            });

            Await.until(() -> told.stuck.size() == 1, pool::explain);
            url.shutDown();
        }
    }

    private static boolean rests(String pool) {
        List<Thread> watch = PoolThreads.alive(pool + "-watch");
        return watch.size() == 1 && watch.get(0).getState() == Thread.State.WAITING;
    }

    @InEveryMode
    void areFoundAgainAfterTheWatchHasRested(Mode mode) {
        try (WorkerPool pool = pool(mode, "again", StuckJobs.reportAfter(AFTER))) {
            for (int round = 1; round <= 3; round++) {
                DeadUrl dead = new DeadUrl();
                int stuck = round;
                pool.execute(dead::fetch);
                Await.until(() -> told.stuck.size() == stuck, pool::explain);
                dead.shutDown();
                Await.until(() -> told.freed.size() == stuck && rests("again"), pool::explain);
            }
        }
    }

    @InEveryMode
    void areNotLookedForWhereThatIsOff(Mode mode) {
        try (WorkerPool pool = pool(mode, "off", StuckJobs.OFF)) {
            pool.execute(url::fetch);
            Await.until(() -> url.open() == 1, pool::explain);
            assertThat(PoolThreads.alive("off-watch")).isEmpty();
            assertThat(pool.workers()).filteredOn(WorkerSnapshot::isBusy).allSatisfy(worker -> {
                assertThat(worker.runningFor()).isZero();
                assertThat(worker.activity()).isEqualTo(Activity.RUNNING);
            });
            url.shutDown();
        }
    }

    @InEveryMode
    void doNotKeepTheWatchFromEndingWithThePool(Mode mode) {
        WorkerPool pool = pool(mode, "close", StuckJobs.reportAfter(AFTER));
        pool.execute(url::fetch);
        Await.until(() -> told.stuck.size() == 1, pool::explain);

        Accounts.assertClosed(pool.close(Duration.ZERO));

        assertThat(url.interrupted()).isEqualTo(1);
        assertThat(PoolThreads.alive("close")).isEmpty();
        assertThat(pool.stuckJobs()).isEmpty();
        assertThat(pool.workers()).isEmpty();
    }

    /** Many at once: the log has ten of them, and how many more there are. */
    @InEveryMode
    void doNotFloodTheLog(Mode mode) {
        try (Warnings warnings = Warnings.listen();
                WorkerPool pool = mode.pool("flood", 30)
                        .stuckJobs(StuckJobs.reportAfter(AFTER))
                        .listener(told)
                        .build()) {
            for (int i = 0; i < 30; i++) {
                pool.execute(url::fetch);
            }
            Await.until(() -> told.stuck.size() == 30, pool::explain);
            Await.until(() -> warnings.contain(" more jobs are stuck, or were"), warnings::toString);
            assertThat(pool.stuckJobs()).hasSize(30);
            url.shutDown();
        }
    }
}
