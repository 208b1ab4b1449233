package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Handlers that have failed too often in a row, or are too old, are renewed before the next job. */
@Guarded
class HandlerRenewalTest {
    private final Witness witness = new Witness();

    @InEveryMode
    void shouldRenewAfterErrorsInARowAndNotAfterAsManyWithASuccessBetween(Mode mode) {
        int workers = Math.max(1, mode.leastWorkers());
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "errors", 1)
                .renewAfterErrors(3)
                .handler(() -> witness.probe((probe, job) -> {
                    if (job < 0) {
                        throw new IOException("job " + job);
                    }
                }))
                .build();
        for (int round = 0; round < 10 * workers; round++) {
            pool.submit(-1).outcome();
            pool.submit(1).outcome();
        }
        if (workers == 1) { // of several one may get all the errors, and another the successes
            assertThat(pool.stats().renewedAfterErrors())
                    .as("with successes between")
                    .isZero();
        }
        for (int job = 0; job < 6 * workers; job++) {
            pool.submit(-1).outcome();
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        witness.assertAllClosedOnce();
        if (workers == 1) {
            assertThat(pool.stats().renewedAfterErrors()).isBetween(1L, 2L);
            assertThat(witness.probes.stream().map(probe -> probe.handled).toList())
                    .startsWith(10 * 2 + 3);
        }
    }

    private static Holder<Integer> holder(AtomicLong clock, HandlerPoolBuilder<Integer> builder) {
        return new Holder<>(new Shop<>(builder.config(), clock::get));
    }

    @Test
    void shouldRenewAtAnAgeCountedFromItsOpening() throws Throwable {
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 500);
        Holder<Integer> holder = holder(
                clock,
                HandlerPool.builder("age", Integer.class)
                        .renewAfter(Duration.ofNanos(1_000))
                        .handler(() -> witness.probe((probe, job) -> {})));
        assertThat(holder.open(() -> false)).isTrue();
        clock.addAndGet(999);
        assertThat(holder.isReady()).isTrue();
        clock.addAndGet(1);
        assertThat(holder.isReady()).isFalse();
        assertThat(holder.open(() -> false)).isTrue();
        assertThat(witness.probes).hasSize(2);
        assertThat(witness.open()).isEqualTo(1);
        clock.addAndGet(999);
        assertThat(holder.isReady()).isTrue();
        holder.end();
        witness.assertAllClosedOnce();
    }

    @InEveryMode
    void shouldRenewBeforeEachJobWhenTheAgeIsOver(Mode mode) {
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "old", 1)
                .renewAfter(Duration.ofNanos(1))
                .handler(() -> witness.probe((probe, job) -> {}))
                .build();
        List<Integer> jobs = new ArrayList<>();
        for (int job = 0; job < 200; job++) {
            jobs.add(job);
        }
        jobs.forEach(pool::offer);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(pool.workers().stats().jobs().completed()).isEqualTo(200);
        assertThat(pool.stats().renewedAfterAge()).isGreaterThanOrEqualTo(100);
        assertThat(pool.stats().open()).isZero();
        witness.assertAllClosedOnce();
    }

    @Test
    void shouldCloseTheOldOneBeforeTheNewOneIsMade() {
        List<String> events = new ArrayList<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "order", 1)
                .renewAfterErrors(1)
                .handler(() -> {
                    events.add("made");
                    return new Handler<>() {
                        @Override
                        public void open() {
                            events.add("opened");
                        }

                        @Override
                        public void handle(Integer job) throws IOException {
                            events.add("job " + job);
                            if (job < 0) {
                                throw new IOException("job " + job);
                            }
                        }

                        @Override
                        public void close() {
                            events.add("closed");
                        }
                    };
                })
                .build();
        pool.offer(-1);
        pool.offer(2);
        pool.close();
        assertThat(events).containsExactly("made", "opened", "job -1", "closed", "made", "opened", "job 2", "closed");
    }

    @Test
    void shouldPauseTwiceAsLongAfterEachFailedOpen() {
        AtomicLong clock = new AtomicLong();
        List<Long> tries = new ArrayList<>();
        Holder<Integer> holder = holder(
                clock,
                HandlerPool.builder("pauses", Integer.class)
                        .uncaughtHandler((thread, failure) -> {})
                        .handler(() -> {
                            tries.add(clock.get() / 1_000_000);
                            throw new IllegalStateException("no handler");
                        }));
        boolean opened = holder.open(() -> {
            clock.addAndGet(50_000_000);
            Thread.currentThread().interrupt(); // it need not wait for the time to pass
            return tries.size() == 9;
        });
        assertThat(Thread.interrupted()).as("kept for afterwards").isTrue();
        assertThat(opened).isFalse();
        List<Long> pauses = new ArrayList<>();
        for (int i = 1; i < tries.size(); i++) {
            pauses.add(tries.get(i) - tries.get(i - 1));
        }
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }
}
