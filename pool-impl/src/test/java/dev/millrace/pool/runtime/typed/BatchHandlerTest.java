package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.BatchHandler;
import dev.millrace.pool.BatchOutcomes;
import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.DeadLetterException;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Priority;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.StubRecorder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several jobs a call, each with its own end. */
@Guarded
class BatchHandlerTest {
    private static final int MOST = 32;
    private static final int OPEN = -1;

    private final Queue<List<Integer>> calls = new ConcurrentLinkedQueue<>();
    private final Gate gate = new Gate();

    /** One worker that is held in its first call, so that what is offered next comes together. */
    private HandlerPool<Integer> held(
            Mode mode, String name, BatchHandler<Integer> then, Consumer<HandlerPoolBuilder<Integer>> more) {
        HandlerPoolBuilder<Integer> builder = HandlerPoolTest.pool(mode, name, 1)
                .batchHandler(MOST, () -> new BatchHandler<>() {
                    @Override
                    public void handleAll(List<? extends Integer> jobs, BatchOutcomes outcomes) throws Exception {
                        if (jobs.get(0) == OPEN) {
                            assertThat(jobs).hasSize(1);
                            gate.awaitUninterruptibly();
                            return;
                        }
                        calls.add(List.copyOf(jobs));
                        then.handleAll(List.copyOf(jobs), outcomes);
                    }
                });
        more.accept(builder);
        HandlerPool<Integer> pool = builder.build();
        int workers = Math.max(1, mode.leastWorkers());
        for (int i = 1; i <= workers; i++) {
            int held = i;
            pool.offer(OPEN);
            Await.until(() -> pool.workers().stats().jobs().started() == held, pool::explain);
        }
        return pool;
    }

    private HandlerPool<Integer> held(Mode mode, String name, BatchHandler<Integer> then) {
        return held(mode, name, then, builder -> {});
    }

    private List<JobHandle<?>> submit(HandlerPool<Integer> pool, int jobs) {
        List<JobHandle<?>> handles = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            handles.add(pool.submit(job));
        }
        return handles;
    }

    @Test
    void shouldTakeOneWhileShallowAndUpToTheMostWhileDeep() {
        HandlerPool<Integer> pool = held(Mode.COOPERATIVE, "depth", (jobs, outcomes) -> {});
        pool.offerAll(IntStream.range(0, 100).boxed().toList());
        gate.open();
        Await.asleep(pool.workers(), 1);
        List<Integer> order = calls.stream().flatMap(List::stream).toList();
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(calls.stream().map(List::size).toList()).containsExactly(32, 32, 32, 4);
        calls.clear();
        for (int job = 0; job < 10; job++) {
            pool.submit(job).outcome();
        }
        assertThat(calls).hasSize(10).allSatisfy(call -> assertThat(call).hasSize(1));
        DrainReport report = pool.close(Duration.ofSeconds(20)).pool();
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(111);
        assertThat(pool.stats().batchCalls()).isEqualTo(15);
        assertThat(pool.stats().batchJobs()).isEqualTo(111);
    }

    @InEveryMode
    void shouldShareADeepQueueAmongWorkers(Mode mode) {
        Gate all = new Gate();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(mode, "shared", 4)
                .batchHandler(1_000, () -> (jobs, outcomes) -> {
                    calls.add(List.copyOf(jobs));
                    all.awaitUninterruptibly();
                })
                .build();
        Await.until(() -> pool.stats().open() == 4, pool::explain);
        pool.offerAll(IntStream.range(0, 400).boxed().toList());
        Await.until(() -> calls.size() == 4, pool::explain);
        assertThat(calls).allSatisfy(call -> assertThat(call).hasSizeLessThanOrEqualTo(101));
        all.open();
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(calls.stream().mapToInt(List::size).sum()).isEqualTo(400);
    }

    @InEveryMode
    void shouldGiveEachJobItsOwnEnd(Mode mode) {
        Queue<Throwable> told = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = held(
                mode,
                "ends",
                (jobs, outcomes) -> {
                    for (int i = 0; i < jobs.size(); i++) {
                        if (jobs.get(i) % 3 == 0) {
                            outcomes.failed(i, new IOException("job " + jobs.get(i)));
                        }
                    }
                },
                builder -> builder.uncaughtHandler((thread, failure) -> told.add(failure)));
        List<JobHandle<?>> handles = submit(pool, 30);
        pool.offerAll(List.of(30, 31));
        gate.open();
        for (int job = 0; job < 30; job++) {
            Outcome<?> outcome = handles.get(job).outcome();
            if (job % 3 == 0) {
                String text = "job " + job;
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.cause()).hasMessage(text));
            } else {
                assertThat(outcome).isInstanceOf(Outcome.Value.class);
            }
        }
        DrainReport report = pool.close(Duration.ofSeconds(20)).pool();
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().failed()).isEqualTo(11);
        assertThat(told)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("job 30"));
    }

    @Test
    void shouldRefuseOutcomesThatMakeNoSense() {
        AtomicReference<BatchOutcomes> kept = new AtomicReference<>();
        HandlerPool<Integer> pool = HandlerPoolTest.pool(Mode.COOPERATIVE, "sense", 1)
                .batchHandler(4, () -> (jobs, outcomes) -> {
                    kept.set(outcomes);
                    assertThatThrownBy(() -> outcomes.failed(1, new IOException()))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                    assertThatThrownBy(() -> outcomes.failed(-1, new IOException()))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                    assertThatThrownBy(() -> outcomes.failed(0, null)).isInstanceOf(NullPointerException.class);
                    assertThatThrownBy(() -> jobs.remove(0)).isInstanceOf(UnsupportedOperationException.class);
                })
                .build();
        assertThat(pool.submit(1).outcome()).isInstanceOf(Outcome.Value.class);
        assertThatThrownBy(() -> kept.get().failed(0, new IOException())).isInstanceOf(IllegalStateException.class);
        pool.close();
    }

    @Test
    void shouldFindTwoCulpritsAmongThirtyTwoAndEndEachJobOnce() {
        Set<Integer> culprits = Set.of(3, 20);
        Gate second = new Gate();
        HandlerPool<Integer> other = HandlerPoolTest.pool(Mode.COOPERATIVE, "bisect", 1)
                .batchHandler(MOST, () -> (jobs, outcomes) -> {
                    if (jobs.get(0) == OPEN) {
                        second.awaitUninterruptibly();
                        return;
                    }
                    calls.add(List.copyOf(jobs));
                    if (jobs.stream().anyMatch(culprits::contains)) {
                        outcomes.failed(0, new IOException("of a call that throws"));
                        throw new IOException("with " + jobs);
                    }
                })
                .build();
        other.offer(OPEN);
        second.entered(other.workers());
        List<JobHandle<?>> handles = submit(other, 32);
        second.open();
        for (int job = 0; job < 32; job++) {
            Outcome<?> outcome = handles.get(job).outcome();
            if (culprits.contains(job)) {
                String text = "with [" + job + "]";
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.cause()).hasMessage(text));
            } else {
                assertThat(outcome).as("job %d", job).isInstanceOf(Outcome.Value.class);
            }
        }
        assertThat(calls.peek()).hasSize(32);
        assertThat(calls).hasSizeLessThanOrEqualTo(15);
        DrainReport report = other.close(Duration.ofSeconds(20)).pool();
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().failed()).isEqualTo(2);
        assertThat(report.stats().jobs().completed()).isEqualTo(31);
    }

    @InEveryMode
    void shouldFindAPoisonousJobAmongOthersAndKeepTheHandlersApart(Mode mode) {
        AtomicInteger attempts = new AtomicInteger();
        HandlerPool<Integer> pool = held(mode, "poison", (jobs, outcomes) -> {
            if (jobs.contains(17)) {
                attempts.addAndGet(jobs.size() == 1 ? 1 : 0);
                throw new StackOverflowError("with " + jobs);
            }
        });
        List<JobHandle<?>> handles = submit(pool, 32);
        gate.open();
        for (int job = 0; job < 32; job++) {
            Outcome<?> outcome = handles.get(job).outcome();
            if (job == 17) {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.Failed.class,
                                failed -> assertThat(failed.cause()).isInstanceOf(DeadLetterException.class));
            } else {
                assertThat(outcome).as("job %d", job).isInstanceOf(Outcome.Value.class);
            }
        }
        HandlerDrainReport<Integer> report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report.pool());
        assertThat(attempts.get()).isEqualTo(3);
        assertThat(report.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.job()).isEqualTo(17);
            assertThat(letter.attempts()).isEqualTo(3);
        });
        assertThat(report.handlers().closed()).isEqualTo(report.handlers().opened());
        assertThat(report.handlers().killed())
                .isBetween(3L, 16L); // its three deaths, and calls in which it was with others
    }

    @Test
    void shouldTellWhatBecameOfJobsThoughQuarantinedMeanwhile() {
        Object twice = 1_000_000;
        AtomicInteger kills = new AtomicInteger(1);
        HandlerPool<Integer> pool = held(
                Mode.COOPERATIVE,
                "meanwhile",
                (jobs, outcomes) -> {
                    if (jobs.contains((Integer) twice) && kills.getAndDecrement() > 0) {
                        throw new LinkageError("with " + jobs);
                    }
                },
                builder -> builder.quarantineAfter(1));
        JobHandle<?> innocent = pool.submit(1);
        JobHandle<?> killer = pool.submit((Integer) twice);
        gate.open();
        assertThat(innocent.outcome()).isInstanceOf(Outcome.Value.class);
        assertThat(killer.outcome()).as("alone it did no harm").isInstanceOf(Outcome.Value.class);
        pool.close();
    }

    @Test
    void shouldRefuseJobsThatWereQuarantinedWhileTheyWaited() {
        Integer killer = 1_000_000;
        HandlerPool<Integer> pool = held(
                Mode.COOPERATIVE,
                "waited",
                (jobs, outcomes) -> {
                    if (jobs.contains(killer)) {
                        throw new LinkageError("with " + jobs);
                    }
                },
                builder -> builder.quarantineAfter(1).pool(below -> below.latency(LatencySampling.EXACT)));
        // The high band is taken from first, and by a call of its own: the gate's worker sees it alone.
        JobHandle<?> first = pool.submit(killer, JobOptions.none().priority(Priority.HIGH));
        for (int job = 0; job < MOST; job++) {
            pool.offer(job);
        }
        List<JobHandle<?>> later = List.of(pool.submit(killer), pool.submit(5));
        pool.offer(killer);
        gate.open();
        assertThat(first.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(DeadLetterException.class));
        assertThat(later.get(0).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.cause()).isInstanceOf(RejectedExecutionException.class));
        assertThat(later.get(1).outcome()).isInstanceOf(Outcome.Value.class);
        DrainReport report = pool.close(Duration.ofSeconds(20)).pool();
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().failed()).isEqualTo(3);
        assertThat(pool.deadLetters()).extracting(DeadLetter::job).containsExactly(killer);
        assertThat(calls.stream().filter(List.of(killer)::equals))
                .as("alone, once")
                .hasSize(1);
    }

    @InEveryMode
    void shouldRunOtherJobsOfThePoolBetweenBatches(Mode mode) {
        Queue<String> ran = new ConcurrentLinkedQueue<>();
        HandlerPool<Integer> pool = held(mode, "mixed", (jobs, outcomes) -> {});
        List<JobHandle<?>> handles = new ArrayList<>();
        for (int job = 0; job < 60; job++) {
            if (job % 7 == 3) {
                handles.add(pool.workers().submit(() -> ran.add("plain")));
            } else if (job % 7 == 5) {
                pool.workers().execute(() -> ran.add("bare"));
            } else {
                handles.add(pool.submit(job));
            }
        }
        gate.open();
        handles.forEach(handle -> assertThat(handle.outcome()).isInstanceOf(Outcome.Value.class));
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(ran).hasSize(9 + 8);
        assertThat(calls.stream().mapToInt(List::size).sum()).isEqualTo(60 - 17);
    }

    @InEveryMode
    void shouldLeaveOutWhatWasCancelledAndCompleteWhatIsCancelledMeanwhile(Mode mode) {
        Gate inside = new Gate();
        HandlerPool<Integer> pool = held(mode, "cancelled", (jobs, outcomes) -> inside.awaitUninterruptibly());
        List<JobHandle<?>> handles = submit(pool, 8);
        assertThat(handles.get(3).cancel(true)).isTrue();
        gate.open();
        inside.entered(pool.workers());
        Integer begun = calls.peek().get(0);
        assertThat(handles.get(begun).cancel(true)).isTrue();
        assertThat(handles.get(begun).outcome()).isInstanceOf(Outcome.Cancelled.class);
        inside.open();
        for (int job = 0; job < 8; job++) {
            if (job != 3 && job != begun) {
                assertThat(handles.get(job).outcome()).isInstanceOf(Outcome.Value.class);
            }
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(calls.stream().flatMap(List::stream)).doesNotContain(3);
    }

    @Test
    void shouldEndItsWorkerAfterTheWholeBatch() {
        HandlerPool<Integer> pool = held(Mode.COOPERATIVE, "death", (jobs, outcomes) -> {
            if (jobs.contains(4)) {
                Poison.die();
            }
        });
        List<JobHandle<?>> handles = submit(pool, 10);
        gate.open();
        long values = handles.stream()
                .filter(handle -> handle.outcome() instanceof Outcome.Value)
                .count();
        assertThat(values).isEqualTo(9);
        Await.until(() -> pool.workers().stats().workers().restarts() == 1, pool::explain);
        assertThat(pool.workers().stats().workers().deaths()).isEqualTo(1);
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)).pool());
        assertThat(pool.stats().opened()).isEqualTo(pool.stats().closed());
    }

    @Test
    void shouldRecordTheCallAsTheRunOfEachOfItsJobs() {
        long runNanos = Duration.ofMillis(20).toNanos();
        Queue<Long> runs = new ConcurrentLinkedQueue<>();
        StubRecorder recorder = new StubRecorder() {
            @Override
            protected void onTimes(long waitNanos, long ranNanos) {
                runs.add(ranNanos);
            }
        };
        HandlerPool<Integer> pool = recorder.whileBuilding(() -> held(
                Mode.COOPERATIVE,
                "latency",
                (jobs, outcomes) -> {
                    long start = System.nanoTime();
                    Await.spinning(() -> System.nanoTime() - start >= runNanos, () -> "time stands still");
                },
                builder -> builder.latency(LatencySampling.EXACT)));
        pool.offerAll(List.of(1, 2, 3, 4));
        JobHandle<?> fifth = pool.submit(5);
        gate.open();
        Outcome<?> outcome = fifth.outcome();
        pool.close();
        assertThat(calls).hasSize(1);
        assertThat(outcome.trace().ran().toNanos()).isGreaterThanOrEqualTo(runNanos);
        assertThat(runs.stream().filter(ran -> ran >= runNanos)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void shouldKeepWhatAStoppedBatchDidNotBringToAnEnd() {
        HandlerPool<Integer> pool = held(Mode.COOPERATIVE, "stopped", (jobs, outcomes) -> {
            Thread.sleep(Duration.ofHours(1).toMillis());
        });
        pool.offerAll(IntStream.range(0, 40).boxed().toList());
        gate.open();
        Await.until(() -> !calls.isEmpty(), pool::explain);
        HandlerDrainReport<Integer> report = pool.close(Duration.ofMillis(1));
        Accounts.assertClosed(report.pool());
        List<Integer> back = new ArrayList<>(report.handedBack());
        report.deadLetters().forEach(letter -> back.add(letter.job()));
        assertThat(back.stream().sorted(Comparator.naturalOrder()).toList())
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(report.deadLetters())
                .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.STOPPED));
        assertThat(calls).as("nothing is tried again").hasSize(1);
    }
}
