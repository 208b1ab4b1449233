package dev.millrace.pool.runtime.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** What a pool that works tells Flight Recorder, read back from a recording. The pool is there before the recording. */
@Guarded
class PoolEventsTest {

    @InEveryMode
    void resizes(Mode mode) {
        int least = mode.leastWorkers();
        String name = "resize-" + mode.ordinal();
        try (WorkerPool pool = mode.pool(name, least)
                        .workers(least, least + 1)
                        .queueCapacity(10)
                        .build();
                Tape tape = Tape.of("dev.millrace.Resize", name)) {
            pool.resize(least, least + 2);
            pool.resize(least + 1, least + 2);
            RecordedEvent byHand = tape.until(1).get(0);
            assertThat(byHand.getString("cause")).isEqualTo("HAND");
            assertThat(byHand.getInt("from")).isEqualTo(least);
            assertThat(byHand.getInt("to")).isEqualTo(least + 1);
            assertThat(byHand.getString("reason")).isEqualTo("resize(" + (least + 1) + ", " + (least + 2) + ")");
            assertThat(byHand.getInt("depth")).isEqualTo(-1);

            try (Gate gate = Gate.holding(pool, least + 1)) {
                pool.executeAll(Collections.nCopies(10, gate));
                double above = 0.5 + mode.ordinal() / 10.0;
                pool.sizing(SizingPolicy.thresholds().growAbove(above).period(Duration.ofMillis(5)));
                RecordedEvent byPolicy = tape.until(2).get(1);
                assertThat(byPolicy.getString("cause")).isEqualTo("POLICY");
                assertThat(byPolicy.getInt("from")).isEqualTo(least + 1);
                assertThat(byPolicy.getInt("to")).isEqualTo(least + 2);
                assertThat(byPolicy.getString("reason")).isEqualTo("depth 1.00 is above " + above + "0");
                assertThat(byPolicy.getInt("depth")).isEqualTo(10);
                assertThat(byPolicy.getInt("capacity")).isEqualTo(10);
                assertThat(byPolicy.getInt("busy")).isEqualTo(least + 1);
                gate.open();
            }
            assertThat(pool.stats().flow().resizes()).isEqualTo(2);
        }
    }

    @Test
    void decisionsThatCouldNotBeHad() {
        try (WorkerPool pool =
                        Mode.COOPERATIVE.pool("jfr-broken", 1).workers(1, 2).build();
                Tape tape = Tape.of("dev.millrace.Resize", "jfr-broken");
                Gate gate = Gate.holding(pool, 1)) {
            pool.sizing(new Broken());
            RecordedEvent failed = last(
                    tape.until(events -> events.stream()
                            .anyMatch(event -> event.getString("cause").equals("FAILED"))),
                    "FAILED");
            assertThat(failed.getInt("from")).isEqualTo(1);
            assertThat(failed.getInt("to")).isEqualTo(1);
            assertThat(failed.getString("reason")).contains("no idea");
            assertThat(failed.getInt("busy")).isEqualTo(1);
            gate.open();
        }
    }

    private static final class Broken implements SizingPolicy {
        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            throw new IllegalStateException("no idea");
        }

        @Override
        public Duration period() {
            return Duration.ofMillis(5);
        }
    }

    /** A hundred thousand refusals are a handful of events, and none of them is missing. */
    @InEveryMode
    void aStormOfRejections(Mode mode) {
        int storm = 100_000;
        String name = "storm-" + mode.ordinal();
        try (WorkerPool pool = mode.pool(name, mode.leastWorkers())
                        .queueCapacity(2)
                        .whenFull(WhenFull.block(Duration.ZERO))
                        .build();
                Tape tape = Tape.of("dev.millrace.Rejection", name);
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            pool.executeAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
            long start = System.nanoTime();
            assertThat(pool.tryExecute(Jobs.NOTHING)).isFalse();
            for (int i = 0; i < storm; i++) {
                pool.tryExecuteAll(List.of(Jobs.NOTHING, Jobs.NOTHING));
            }
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> pool.execute(Jobs.NOTHING));
            List<RecordedEvent> told =
                    tape.until(events -> sum(events, "FULL") > 2L * storm && sum(events, "TIMED_OUT") == 1);
            assertThat(sum(told, "FULL")).isEqualTo(2L * storm + 1);
            long seconds = (System.nanoTime() - start) / 1_000_000_000 + 1;
            assertThat(told).hasSizeLessThanOrEqualTo((int) (2 * seconds + 2));
            RecordedEvent first = told.get(0);
            assertThat(first.getString("reason")).isEqualTo("FULL");
            assertThat(first.getThread().getJavaName())
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(first.getStackTrace().getFrames())
                    .as("who was refused")
                    .anyMatch(frame -> frame.getMethod().getName().equals("tryExecute"));
            gate.open();
        }
    }

    private static long sum(List<RecordedEvent> events, String reason) {
        return events.stream()
                .filter(event -> event.getString("reason").equals(reason))
                .mapToLong(event -> event.getLong("jobs"))
                .sum();
    }

    @Test
    void burstsOfSteals() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("jfr-steals", 2).build();
                Tape tape = Tape.of("dev.millrace.StealBurst", "jfr-steals", Duration.ofMillis(100))) {
            RecordedEvent burst = tape.until(events -> {
                        for (int i = 0; i < 1_000; i++) {
                            pool.executeAll(Collections.nCopies(64, () -> Thread.onSpinWait()));
                        }
                        return !events.isEmpty();
                    })
                    .get(0);
            double seconds = burst.getDuration("elapsed").toNanos() / 1e9;
            assertThat(burst.getLong("steals") / seconds).isGreaterThan(1_000);
            assertThat(burst.getLong("attempts")).isGreaterThanOrEqualTo(burst.getLong("steals"));
            assertThat(burst.getLong("stolenJobs")).isGreaterThanOrEqualTo(burst.getLong("steals"));
        }
    }

    @Test
    void deaths() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("jfr-death", 1).build();
                Tape tape = Tape.of("dev.millrace.WorkerDeath", "jfr-death")) {
            pool.execute(new Poison());
            RecordedEvent death = tape.until(1).get(0);
            assertThat(death.getString("worker")).startsWith("millrace-jfr-death-");
            assertThat(death.getString("cause")).contains("ThreadDeath");
        }
    }

    @Test
    void flushesOfBatches() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("jfr-flush", 1).build();
                Tape tape = Tape.of("dev.millrace.BatchFlush", "jfr-flush");
                Gate gate = Gate.holding(pool, 1);
                BatchingSubmitter held = pool.batching(3, Duration.ofMillis(1));
                BatchingSubmitter atOnce = pool.batching(3, Duration.ZERO)) {
            for (int i = 0; i < 3; i++) {
                held.add(Jobs.NOTHING);
            }
            held.add(Jobs.NOTHING);
            Await.until(() -> held.collected() == 0, pool::explain);
            atOnce.submit(Jobs.NOTHING);
            try (BatchingSubmitter asked = pool.batching(8, Duration.ofSeconds(1))) {
                asked.add(Jobs.NOTHING);
                asked.add(Jobs.NOTHING);
                asked.flush();
            }
            List<RecordedEvent> flushes = tape.until(events -> {
                long jobs =
                        events.stream().mapToLong(event -> event.getInt("jobs")).sum();
                return jobs == 3 + 1 + 1 + 2;
            });
            assertThat(flushes).extracting(event -> event.getString("cause")).contains("LINGER", "AT_ONCE", "ASKED");
            RecordedEvent lingered = last(flushes, "LINGER");
            assertThat(lingered.getDuration("heldBack")).isGreaterThanOrEqualTo(Duration.ofMillis(1));
            RecordedEvent direct = last(flushes, "AT_ONCE");
            assertThat(direct.getDuration("heldBack")).isZero();
            assertThat(direct.getInt("jobs")).isEqualTo(1);
            RecordedEvent byHand = last(flushes, "ASKED");
            assertThat(byHand.getInt("jobs")).isEqualTo(2);
            assertThat(byHand.getDuration("heldBack")).isPositive();
            gate.open();
        }
    }

    @Test
    void flushesOfFullBatches() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("jfr-full", 1).build();
                Tape tape = Tape.of("dev.millrace.BatchFlush", "jfr-full");
                Gate gate = Gate.holding(pool, 1);
                BatchingSubmitter batching = pool.batching(5, Duration.ofSeconds(1))) {
            for (int i = 0; i < 10; i++) {
                batching.add(Jobs.NOTHING);
            }
            List<RecordedEvent> flushes = tape.until(events ->
                    events.stream().mapToLong(event -> event.getInt("jobs")).sum() == 10);
            assertThat(last(flushes, "FULL").getInt("jobs")).isEqualTo(5);
            gate.open();
        }
    }

    private static RecordedEvent last(List<RecordedEvent> events, String cause) {
        return events.stream()
                .filter(event -> event.getString("cause").equals(cause))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
