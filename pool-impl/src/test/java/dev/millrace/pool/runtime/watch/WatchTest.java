package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Guarded
class WatchTest {
    private static final String NAME = "watched";

    private final AtomicBoolean atRest = new AtomicBoolean();
    private final Counting first = new Counting();
    private final Counting second = new Counting();
    private Watch watch = watching(atRest::get, first, second);

    /** Counts what is asked of it; fails and looks on as it is told. */
    private static final class Counting implements Lookout {
        final AtomicInteger begins = new AtomicInteger();
        final AtomicInteger looks = new AtomicInteger();
        volatile boolean again;
        volatile boolean fails;

        @Override
        public long periodNanos() {
            return TimeUnit.MILLISECONDS.toNanos(1);
        }

        @Override
        public void begin(long nowNanos) {
            begins.incrementAndGet();
            fail();
        }

        @Override
        public boolean look(long nowNanos) {
            looks.incrementAndGet();
            fail();
            return again;
        }

        private void fail() {
            if (fails) {
                throw new IllegalStateException("a lookout that fails");
            }
        }

        void awaitLooks(int more) {
            int before = looks.get();
            Await.until(() -> looks.get() >= before + more, () -> "nobody looks");
        }
    }

    private static Watch watching(BooleanSupplier atRest, Lookout... lookouts) {
        return new Watch(
                List.of(lookouts), atRest, new Threads(WorkerPool.builder(NAME).config()), new Failures(NAME, null));
    }

    @AfterEach
    void end() {
        watch.stop();
        Thread thread = watch.thread();
        if (thread != null) {
            Await.end(thread);
        }
    }

    private void awaitRest() {
        Await.until(
                () -> rests(watch.thread()),
                () -> "it does not rest: " + PoolThreads.stacksOf(PoolThreads.alive(NAME)));
    }

    private static boolean rests(Thread thread) {
        return thread.getState() == Thread.State.WAITING;
    }

    @Test
    void looksWhileThereIsWorkAndRestsAfterwardsUntilItIsArmedAgain() {
        assertThat(watch.thread()).isNull();
        for (int round = 1; round <= 20; round++) {
            atRest.set(false);
            watch.arm();
            first.awaitLooks(3);
            atRest.set(true);
            awaitRest();

            assertThat(first.begins.get()).isEqualTo(round);
            assertThat(second.begins.get()).isEqualTo(round);
            assertThat(second.looks.get()).isEqualTo(first.looks.get());
            assertThat(PoolThreads.alive(NAME)).hasSize(1);
        }
    }

    @Test
    void goesOnAsLongAsSomebodyWantsToLookThoughThePoolRests() {
        atRest.set(true);
        second.again = true;
        watch.arm();
        first.awaitLooks(20);
        assertThat(rests(watch.thread())).isFalse();

        second.again = false;

        awaitRest();
        assertThat(first.begins.get()).isEqualTo(1);
    }

    @Test
    void letsOneThatFailsKeepNobodyFromLooking() {
        first.fails = true;
        watch.arm();

        first.awaitLooks(5);

        second.awaitLooks(5);
        assertThat(second.begins.get()).isEqualTo(1);
        atRest.set(true);
        awaitRest();
    }

    /** Work that a worker takes in the very moment in which the watch makes sure that it may rest: it has armed the watch, and is over before the load is looked at. */
    @Test
    void doesNotSleepOverWorkThatComesWhileItGoesToRest() {
        AtomicInteger asked = new AtomicInteger();
        Watch[] made = new Watch[1];
        made[0] = watching(
                () -> {
                    if (asked.incrementAndGet() <= 50) {
                        made[0].arm();
                    }
                    return true;
                },
                first);
        watch = made[0];
        watch.arm();

        Await.until(() -> first.begins.get() == 51, () -> first.begins + " times begun");
        awaitRest();
    }

    @Test
    void survivesAFailureOfWhatItAsksForTheLoad() {
        AtomicBoolean fails = new AtomicBoolean(true);
        watch = watching(
                () -> {
                    if (fails.get()) {
                        throw new IllegalStateException("no load");
                    }
                    return true;
                },
                first);
        watch.arm();
        first.awaitLooks(5);

        fails.set(false);

        awaitRest();
    }

    @Test
    void takesNoNoticeOfInterrupts() {
        watch.arm();
        for (int i = 0; i < 50; i++) {
            watch.thread().interrupt();
            first.awaitLooks(1);
        }
        atRest.set(true);
        awaitRest();
        watch.thread().interrupt();
        atRest.set(false);
        watch.arm();
        first.awaitLooks(1);
        assertThat(watch.thread().isInterrupted()).isFalse();
    }

    @Test
    void hasNoThreadWithoutLookouts() {
        watch = watching(() -> false);
        watch.arm();
        assertThat(watch.thread()).isNull();
    }

    @Test
    void endsWhileItRestsAndStartsNoThreadAfterwards() {
        atRest.set(true);
        watch.arm();
        awaitRest();
        watch.stop();
        Await.end(watch.thread());

        Watch never = watching(() -> false, first);
        never.stop();
        never.arm();
        assertThat(never.thread()).isNull();
    }

    @Test
    void endsInTheMiddleOfALongPause() {
        Lookout rare = new Lookout() {
            @Override
            public long periodNanos() {
                return TimeUnit.HOURS.toNanos(1);
            }

            @Override
            public void begin(long nowNanos) {}

            @Override
            public boolean look(long nowNanos) {
                return true;
            }
        };
        watch = watching(() -> false, rare);
        watch.arm();
        Await.until(() -> watch.thread().getState() == Thread.State.TIMED_WAITING, () -> "it does not pause");
        watch.stop();
        Await.end(watch.thread());
    }
}
