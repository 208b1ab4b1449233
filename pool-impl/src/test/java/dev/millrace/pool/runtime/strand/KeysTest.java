package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.KeyedJobs;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.StubRecorder;
import dev.millrace.pool.runtime.support.Warnings;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What keys do to each other, what they cost, and what is told of them. */
@Guarded
class KeysTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** I6: whatever was submitted behind a job that hangs, and has not its key, ends. */
    @InEveryMode
    void shouldHoldUpNobodyButTheKeyOfAJobThatHangs(Mode mode) {
        KeyLog hung = new KeyLog(1);
        Ledger ledger = new Ledger(600);
        WorkerPool pool = mode.pool("keyed-hang", 2).laneCapacity(4).build();
        try (Gate gate = new Gate()) {
            List<Runnable> before = new ArrayList<>(ledger.jobs(0, 100));
            pool.executeAll(before);
            pool.keyed("hangs").execute(gate);
            for (int i = 100; i < 600; i++) {
                if (i % 2 == 0) {
                    pool.keyed("hangs").execute(hung.job(0, i));
                    pool.execute(ledger.job(i));
                } else {
                    pool.keyed(i % 7).execute(ledger.job(i));
                }
            }
            Await.until(() -> ledger.total() == 600, pool::explain);
            assertThat(hung.total()).isZero();
            assertThat(pool.keyed("hangs").waiting()).isEqualTo(250);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        ledger.assertEachRanOnce();
        hung.assertComplete(250);
    }

    /** The job behind it on its worker is of another key, and must be stolen. */
    @InEveryMode
    void shouldMoveAKeyToAWorkerThatIsIdle(Mode mode) throws Exception {
        WorkerPool pool = mode.pool("keyed-moves", 2).build();
        AtomicReference<String> first = new AtomicReference<>();
        AtomicReference<String> second = new AtomicReference<>();
        pool.keyed("key")
                .submit(() -> first.set(Thread.currentThread().getName()))
                .get();
        AtomicReference<String> held = new AtomicReference<>();
        boolean onTheSame = false;
        while (!onTheSame) {
            CountDownLatch in = new CountDownLatch(1);
            Gate tried = new Gate();
            pool.execute(() -> {
                held.set(Thread.currentThread().getName());
                in.countDown();
                tried.run();
            });
            Await.zero(in, pool);
            onTheSame = held.get().equals(first.get());
            if (onTheSame) {
                pool.keyed("key")
                        .submit(() -> second.set(Thread.currentThread().getName()))
                        .get(20, TimeUnit.SECONDS);
            }
            tried.open();
        }
        assertThat(second.get()).isNotEqualTo(first.get());
        Accounts.assertClosed(pool.close(LONG));
    }

    /** One worker: all others that were submitted after a thousand jobs of one key run among its first ones. */
    @InEveryMode
    void shouldNotLetAHotKeyStarveOthers(Mode mode) {
        WorkerPool pool = mode.pool("keyed-fair", mode.leastWorkers())
                .queueCapacity(10_000)
                .build();
        AtomicInteger hot = new AtomicInteger();
        List<Integer> hotBefore = new ArrayList<>();
        CountDownLatch others = new CountDownLatch(50);
        try (Gate held = Gate.holding(pool, mode.leastWorkers() - 1);
                Gate gate = new Gate()) {
            pool.execute(gate);
            gate.entered(pool);
            for (int i = 0; i < 5_000; i++) {
                pool.keyed("hot").execute(hot::incrementAndGet);
            }
            for (int i = 0; i < 50; i++) {
                Runnable other = () -> {
                    synchronized (hotBefore) {
                        hotBefore.add(hot.get());
                    }
                    others.countDown();
                };
                if (i % 2 == 0) {
                    pool.execute(other);
                } else {
                    pool.keyed(i).execute(other);
                }
            }
            gate.open();
            Await.zero(others, pool);
            held.open();
            int most = mode == Mode.DEDICATED_2
                    ? 2_000
                    : 400; // what lies with a worker that is held has to be stolen, half by half
            synchronized (hotBefore) {
                assertThat(hotBefore).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(most));
            }
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(hot).hasValue(5_000);
    }

    /** A million keys, with and without handles, cancelled ones among them: nothing is left of any, and the large tables go, too. */
    @Test
    void shouldKeepNothingOfKeysThatAreIdle() {
        int keys = 1_000_000;
        List<WeakReference<Object>> watched = new ArrayList<>();
        AtomicInteger ran = new AtomicInteger();
        WorkerPool pool =
                Mode.COOPERATIVE.pool("keyed-million", 2).queueCapacity(100_000).build();
        for (int i = 0; i < keys; i++) {
            Object key = "key " + i;
            if (i % 10_000 == 0) {
                watched.add(new WeakReference<>(key));
            }
            if (i % 100 == 0) {
                JobHandle<?> handle = pool.keyed(key).submit(ran::incrementAndGet);
                ran.addAndGet(handle.cancel(false) ? 1 : 0);
            } else {
                pool.keyed(key).execute(ran::incrementAndGet);
            }
        }
        Await.asleep(pool, 2);
        assertThat(ran.get()).isGreaterThanOrEqualTo(keys);
        assertThat(pool.explanation().activeKeys()).isZero();
        Await.until(
                () -> {
                    System.gc();
                    pool.execute(Jobs.NOTHING); // what lies in slots of rings is overwritten
                    return watched.stream().allMatch(key -> key.get() == null);
                },
                () -> watched.stream().filter(key -> key.get() != null).count() + " keys are kept");
        Accounts.assertClosed(pool.close(LONG));
    }

    @InEveryMode
    void shouldTellWhichKeyIsHot(Mode mode) {
        WorkerPool pool = mode.pool("keyed-hot", mode.leastWorkers()).build();
        try (Warnings warnings = Warnings.listen();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            assertThat(pool.hotKeys()).isEmpty();
            assertThat(pool.explain()).doesNotContain("keys  ");
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j <= i; j++) {
                    pool.keyed("key " + i).execute(Jobs.NOTHING);
                }
            }
            assertThat(warnings.contain("keyed-hot")).isFalse();
            IntStream.range(0, 45).forEach(i -> pool.execute(Jobs.NOTHING));
            assertThat(pool.hotKeys())
                    .hasSize(8)
                    .startsWith(new KeyLoad("key 9", 10, 0.1), new KeyLoad("key 8", 9, 0.09))
                    .endsWith(new KeyLoad("key 2", 3, 0.03));
            assertThat(pool.explain())
                    .contains("keys     10 active, 55 jobs wait; hottest 'key 9': 10, 10 % of the depth");
            for (int i = 0; i < 200; i++) {
                pool.keyed("a\nb").execute(Jobs.NOTHING);
            }
            assertThat(warnings.contain(
                            "pool 'keyed-hot': key 'a?b' has 128 of the 228 jobs that wait; they run one at a time"))
                    .as("%s", warnings)
                    .isTrue();
            assertThat(warnings.toString().split("has 1", -1)).as("once").hasSize(2);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(pool.hotKeys()).isEmpty();
    }

    @InEveryMode
    void shouldNotCallAKeyHotForJobsThatWereCancelled(Mode mode) {
        WorkerPool pool = mode.pool("keyed-ghosts", mode.leastWorkers()).build();
        try (Warnings warnings = Warnings.listen();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 1_000; i++) {
                pool.keyed("ghosts").submit(Jobs.NOTHING).cancel(false);
            }
            assertThat(warnings.contain("keyed-ghosts")).as("%s", warnings).isFalse();
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
    }

    @InEveryMode
    void shouldHandleValuesByKey(Mode mode) throws Exception {
        KeyLog log = new KeyLog(3);
        WorkerPool pool = mode.pool("keyed-values", mode.leastWorkers()).build();
        KeyedJobs<Integer> values = pool.keyed(
                value -> value % 3, value -> log.job(value % 3, value).run());
        for (int i = 0; i < 297; i++) {
            values.execute(i);
        }
        assertThat(values.tryExecute(297)).isTrue();
        values.execute(298);
        assertThat((Object) values.submit(299).get()).isNull();
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(100, 100, 100);
    }

    /** By what they equal, not by what they are. */
    @InEveryMode
    void shouldTakeEqualKeysForOne(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keyed-equal", 2).build();
                Gate gate = new Gate()) {
            KeyedExecutor one = pool.keyed(List.of(1, "a"));
            one.execute(gate);
            gate.entered(pool);
            KeyedExecutor same = pool.keyed(new ArrayList<>(List.of(1, "a")));
            JobHandle<?> waits = same.submit(Jobs.NOTHING);
            assertThat(same.key()).isEqualTo(one.key());
            assertThat(one.waiting()).isEqualTo(1);
            pool.keyed(List.of(1, "b")).submit(Jobs.NOTHING).get(20, TimeUnit.SECONDS);
            assertThat(waits.isDone()).isFalse();
            gate.open();
            waits.get(20, TimeUnit.SECONDS);
        }
    }

    /** A worker that dies in the middle of a turn leaves the rest to others, and counts what it started. */
    @InEveryMode
    void shouldGoOnWhenTheWorkerDies(Mode mode) {
        KeyLog log = new KeyLog(1);
        WorkerPool pool = mode.pool("keyed-dies", mode.leastWorkers())
                .quarantineAfter(100)
                .build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 9; i++) {
                pool.keyed("key").execute(log.job(0, i, i % 3 == 1 ? Poison::die : () -> {}));
            }
            assertThat(gate.isOpen()).isFalse();
        }
        Await.until(() -> log.total() == 9, pool::explain);
        Await.until(() -> pool.stats().workers().deaths() == 3, pool::explain);
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(9);
        assertThat(pool.stats().jobs().failed()).isEqualTo(3);
    }

    @InEveryMode
    void shouldStartNothingDuringAPause(Mode mode) {
        KeyLog log = new KeyLog(1);
        WorkerPool pool = mode.pool("keyed-pause", mode.leastWorkers()).build();
        try (Gate others = Gate.holding(pool, mode.leastWorkers() - 1);
                Gate gate = new Gate()) {
            pool.keyed("key").execute(gate);
            gate.entered(pool);
            IntStream.range(0, 10).forEach(i -> pool.keyed("key").execute(log.job(0, i)));
            pool.pause();
            gate.open();
            Await.until(() -> pool.stats().workers().busy() == mode.leastWorkers() - 1, pool::explain);
            Await.until(() -> pool.stats().jobs().completed() == 1, pool::explain);
            assertThat(pool.keyed("key").waiting()).isEqualTo(10);
            assertThat(log.total()).isZero();
            pool.resume();
            others.open();
        }
        Accounts.assertClosed(pool.close(LONG));
        log.assertComplete(10);
    }

    /** Each job is one record, as without keys. */
    @InEveryMode
    void shouldTimeJobsOfKeys(Mode mode) throws Exception {
        StubRecorder recorder = new StubRecorder();
        WorkerPool pool = recorder.with(mode.pool("keyed-timed", mode.leastWorkers())
                .whenFull(WhenFull.block())
                .latency(LatencySampling.EXACT));
        for (int i = 0; i < 50; i++) {
            pool.keyed(i % 3).execute(Jobs.NOTHING);
            pool.keyed(i % 3).submit(Jobs.NOTHING).get();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(recorder.records()).isEqualTo(100);
    }
}
