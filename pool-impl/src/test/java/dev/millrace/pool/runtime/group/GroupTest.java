package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a group of jobs promises to whoever opens it on a thread of his own. */
@Guarded
class GroupTest {

    @InEveryMode
    void shouldEndAfterAllItsJobs(Mode mode) throws Exception {
        Ledger ledger = new Ledger(1_000);
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build()) {
            try (JobGroup group = pool.group()) {
                ledger.jobs(0, 1_000).forEach(group::fork);
                assertThat(group.join()).isSameAs(group);
                ledger.assertEachRanOnce();
                assertThat(group.active()).isZero();
            }
        }
    }

    @InEveryMode
    void shouldGiveEachJobItsHandle(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                JobGroup group = pool.group()) {
            JobHandle<Integer> number = group.fork(() -> 42);
            JobHandle<String> nothing = group.fork((Callable<String>) () -> null);
            JobHandle<?> runnable = group.fork(() -> {});
            group.join();
            assertThat(number.get()).isEqualTo(42);
            assertThat(nothing.get()).isNull();
            assertThat(runnable.isDone()).isTrue();
            assertThat(number.outcome().trace().worker()).startsWith("millrace-group-");
        }
    }

    @InEveryMode
    void shouldWaitAtItsCloseWithoutAJoin(Mode mode) {
        AtomicBoolean ended = new AtomicBoolean();
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                Gate gate = new Gate()) {
            Thread opener = new Thread(gate::open);
            try (JobGroup group = pool.group()) {
                group.fork(() -> {
                    gate.run();
                    ended.set(true);
                });
                gate.entered(pool);
                opener.start();
            }
            assertThat(ended).isTrue();
            Await.end(opener);
        }
    }

    @Test
    void shouldWaitForJobsThatItsJobsFork() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 2).build();
                JobGroup group = pool.group()) {
            AtomicInteger ran = new AtomicInteger();
            group.fork(() -> forkAChain(group, ran, 1_000));
            group.join();
            assertThat(ran).hasValue(1_001);
        }
    }

    private static void forkAChain(JobGroup group, AtomicInteger ran, int left) {
        ran.incrementAndGet();
        if (left > 0) {
            group.fork(() -> forkAChain(group, ran, left - 1));
        }
    }

    // ---- failures

    @InEveryMode
    void shouldCancelTheOthersWhenOneFails(Mode mode) throws Exception {
        IOException wrong = new IOException("wrong");
        try (WorkerPool pool =
                        mode.pool("group", Math.max(2, mode.leastWorkers())).build();
                Gate gate = new Gate()) {
            AtomicBoolean interrupted = new AtomicBoolean();
            try (JobGroup group = pool.group()) {
                JobHandle<?> running = group.fork(() -> {
                    gate.run();
                    interrupted.set(Thread.interrupted());
                });
                gate.entered(pool);
                Gate second = new Gate();
                JobHandle<?> failing = group.fork(() -> {
                    second.run();
                    throw wrong;
                });
                second.entered(pool);
                Gate rest = Gate.holding(pool, pool.stats().workers().target() - 2);
                List<JobHandle<?>> waiting = new ArrayList<>();
                for (int i = 0; i < 50; i++) {
                    waiting.add(group.fork(() -> {}));
                }
                assertThat(pool.stats().depth().total()).isEqualTo(50);
                second.open();
                assertThatThrownBy(group::join)
                        .isInstanceOf(FanOutException.class)
                        .hasMessage("1 of the jobs failed: [1] java.io.IOException: wrong")
                        .hasCause(wrong);
                assertThat(pool.stats().depth().total()).isZero();
                assertThat(interrupted).as("its body has come back").isTrue();
                assertThat(running.outcome()).isInstanceOf(Outcome.Cancelled.class);
                assertThat(failing.outcome()).isInstanceOf(Outcome.Failed.class);
                assertThat(waiting)
                        .allSatisfy(handle -> assertThat(handle.isCancelled()).isTrue());
                assertThatThrownBy(() -> group.fork(() -> {}))
                        .isInstanceOf(RejectedExecutionException.class)
                        .hasMessage("group of pool 'group' is cancelled, since a job has failed");
                rest.open();
            }
        }
    }

    @Test
    void shouldTellEachFailureWithItsPosition() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = Gate.holding(pool, 1)) {
            List<Exception> thrown = List.of(new IOException("first"), new IllegalStateException("second"));
            JobGroup group = pool.group();
            JobHandle<?> cancelled = group.fork(() -> {});
            group.fork(() -> {
                throw thrown.get(0);
            });
            cancelled.cancel(true);
            gate.open();
            assertThatThrownBy(group::join).hasCause(thrown.get(0)).hasMessageContaining("[1] java.io.IOException");
            group.close();
        }
    }

    @Test
    void shouldRunAllUnderCollectAll() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 2).build()) {
            List<JobHandle<Integer>> handles = new ArrayList<>();
            try (JobGroup group = pool.group(FanOut.collectAll())) {
                for (int i = 0; i < 100; i++) {
                    int number = i;
                    handles.add(group.fork(() -> {
                        if (number % 2 == 1) {
                            throw new IOException("odd");
                        }
                        return number;
                    }));
                }
                group.join();
            }
            assertThat(handles.stream().filter(handle -> handle.outcome() instanceof Outcome.Failed))
                    .hasSize(50);
            assertThat(handles.get(98).get()).isEqualTo(98);
        }
    }

    @Test
    void shouldTellAtItsCloseWhatNoJoinHasTold() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build()) {
            JobGroup group = pool.group();
            group.fork((Callable<?>) () -> {
                throw new IOException("untold");
            });
            assertThatThrownBy(group::close).isInstanceOf(FanOutException.class).hasRootCauseMessage("untold");
            group.close();
            JobGroup told = pool.group();
            told.fork((Callable<?>) () -> {
                throw new IOException("told");
            });
            assertThatThrownBy(told::join).isInstanceOf(FanOutException.class);
            told.close();
        }
    }

    @Test
    void shouldKeepAHundredFailuresOfAMillion() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE
                .pool("group", 1)
                .whenFull(WhenFull.dropNewest())
                .queueCapacity(1)
                .build()) {
            Losses losses = new Losses();
            JobHandle<Integer> failed = pool.submit((Callable<Integer>) () -> {
                throw new IOException("one of many");
            });
            Await.until(failed::isDone, pool::explain);
            for (int i = 0; i < 1_000_000; i++) {
                losses.add(i, failed.outcome());
            }
            FanOutException told = losses.tell();
            assertThat(told).isNotNull();
            assertThat(told.failed()).isEqualTo(1_000_000);
            assertThat(told).hasMessageEndingWith("; and 999992 more");
        }
    }

    // ---- cancelling and interrupts

    @InEveryMode
    void shouldCancelAllAndRefuseMore(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                Gate gate = Gate.holding(pool, mode.leastWorkers());
                JobGroup group = pool.group()) {
            JobHandle<?> waiting = group.fork(() -> {});
            group.cancel();
            assertThat(waiting.isCancelled()).isTrue();
            assertThat(pool.stats().depth().total()).isZero();
            assertThat(group.active()).isZero();
            group.join();
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("group of pool 'group' is cancelled");
            gate.open();
        }
    }

    @Test
    void shouldRefuseAfterItsClose() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build()) {
            JobGroup group = pool.group();
            group.close();
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("group of pool 'group' is closed");
        }
    }

    @Test
    void shouldLeaveTheJobsWhenTheJoinIsInterrupted() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = new Gate();
                JobGroup group = pool.group()) {
            JobHandle<?> job = group.fork(gate);
            gate.entered(pool);
            Thread.currentThread().interrupt();
            assertThatThrownBy(group::join).isInstanceOf(InterruptedException.class);
            assertThat(job.isDone()).isFalse();
            assertThat(Thread.interrupted()).isFalse();
            gate.open();
            group.join();
        }
    }

    @Test
    void shouldCancelWhenTheCloseIsInterruptedAndKeepTheFlag() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = new Gate()) {
            JobGroup group = pool.group();
            JobHandle<?> job = group.fork(gate);
            gate.entered(pool);
            Thread.currentThread().interrupt();
            group.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(job.isCancelled()).isTrue();
        }
    }

    /** A handle is done at once when it is cancelled; the scope waits for the body. */
    @Test
    void shouldNotEndBeforeABodyThatIgnoresItsInterrupt() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = new Gate()) {
            AtomicBoolean back = new AtomicBoolean();
            Thread opener = new Thread(gate::open);
            try (JobGroup group = pool.group()) {
                JobHandle<?> job = group.fork(() -> {
                    gate.awaitUninterruptibly();
                    back.set(true);
                });
                gate.entered(pool);
                group.cancel();
                assertThat(job.isDone()).isTrue();
                assertThat(back).isFalse();
                opener.start();
                group.join();
                assertThat(back).isTrue();
            }
            Await.end(opener);
        }
    }

    // ---- the deadline

    @InEveryMode
    void shouldEndAtItsDeadlineWhateverItsJobsDo(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                Gate stubborn = new Gate();
                Gate held = Gate.holding(pool, mode.leastWorkers() - 1);
                JobGroup group = pool.group(FanOut.collectAll().within(Duration.ofMillis(100)))) {
            JobHandle<?> running = group.fork(stubborn::awaitUninterruptibly);
            stubborn.entered(pool);
            JobHandle<?> waiting = group.fork(() -> {});
            group.join();
            assertThat(running.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(waiting.outcome()).isInstanceOf(Outcome.Expired.class);
            assertThat(pool.stats().depth().total()).isZero();
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("group of pool 'group' is past its deadline");
            group.close();
            stubborn.open();
            held.open();
        }
    }

    @Test
    void shouldFailAtItsDeadlineUnderFailFast() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = new Gate();
                JobGroup group = pool.group(FanOut.failFast().within(Duration.ofMillis(50)))) {
            JobHandle<?> job = group.fork(gate);
            assertThatThrownBy(group::join)
                    .isInstanceOf(FanOutException.class)
                    .hasCauseInstanceOf(java.util.concurrent.TimeoutException.class)
                    .hasMessageContaining("[0] java.util.concurrent.TimeoutException: interrupted after it had run");
            assertThat(job.outcome()).isInstanceOf(Outcome.TimedOut.class);
        }
    }

    @Test
    void shouldEndAForkThatWaitsForRoomAtTheDeadline() {
        try (WorkerPool pool =
                        Mode.COOPERATIVE.pool("group", 1).queueCapacity(1).build();
                Gate gate = Gate.holding(pool, 1);
                JobGroup group = pool.group(FanOut.collectAll().within(Duration.ofMillis(50)))) {
            pool.execute(() -> {});
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("was full for");
            assertThat(group.active()).isZero();
            gate.open();
        }
    }

    // ---- how many at once

    @InEveryMode
    void shouldHoldAForkBackAtTheLimit(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", 4).build();
                Gate gate = new Gate()) {
            AtomicReference<JobGroup> opened = new AtomicReference<>();
            Thread forker = new Thread(() -> {
                try (JobGroup group = pool.group(FanOut.failFast().atMost(2))) {
                    opened.set(group);
                    for (int i = 0; i < 5; i++) {
                        group.fork(gate::awaitUninterruptibly);
                    }
                    opened.set(null);
                }
            });
            forker.start();
            Await.until(
                    () -> opened.get() != null
                            && opened.get().active() == 2
                            && forker.getState() == Thread.State.TIMED_WAITING,
                    () -> opened + " " + forker.getState());
            assertThat(opened.get()).as("the third fork").isNotNull();
            gate.open();
            Await.end(forker);
        }
    }

    @InEveryMode
    void shouldRunNoMoreThanAllowedAtOnce(Mode mode) throws Exception {
        for (int most = 1; most <= 3; most++) {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger highest = new AtomicInteger();
            try (WorkerPool pool = mode.pool("group", 4).build();
                    JobGroup group = pool.group(FanOut.failFast().atMost(most))) {
                for (int i = 0; i < 300; i++) {
                    group.fork(() -> {
                        int now = running.incrementAndGet();
                        highest.accumulateAndGet(now, Math::max);
                        Thread.yield();
                        running.decrementAndGet();
                    });
                }
                group.join();
                assertThat(highest.get()).isBetween(1, most);
                assertThat(group.efficiency().width()).isEqualTo(most);
            }
        }
    }

    @InEveryMode
    void shouldRunNoMoreThanAllowedAtOnceWhenAWorkerForks(Mode mode) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger highest = new AtomicInteger();
        AtomicInteger all = new AtomicInteger();
        try (WorkerPool pool = mode.pool("group", 4).build()) {
            pool.submit(() -> {
                        try (JobGroup group = pool.group(FanOut.failFast().atMost(2))) {
                            for (int i = 0; i < 300; i++) {
                                group.fork(() -> {
                                    highest.accumulateAndGet(running.incrementAndGet(), Math::max);
                                    Thread.yield();
                                    running.decrementAndGet();
                                    all.incrementAndGet();
                                });
                            }
                            group.join();
                        }
                        return null;
                    })
                    .get();
        }
        assertThat(highest.get()).isBetween(1, 2);
        assertThat(all).hasValue(300);
    }

    /** A job that forks at the limit lends its place. */
    @InEveryMode
    void shouldRunAJobInsideTheOneThatForksItAtTheLimit(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                JobGroup group = pool.group(FanOut.failFast().atMost(1))) {
            JobHandle<String> outer = group.fork(() -> {
                JobHandle<String> inner =
                        group.fork(() -> Thread.currentThread().getName());
                return Thread.currentThread().getName() + inner.get();
            });
            group.join();
            assertThat(outer.get()).matches("(.+)\\1");
        }
    }

    @Test
    void shouldWaitAtTheLimitUntilInterrupted() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 2).build();
                Gate gate = new Gate();
                JobGroup group = pool.group(FanOut.failFast().atMost(1))) {
            group.fork(gate);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            gate.open();
            group.join();
        }
    }

    // ---- options, and what is not allowed

    @Test
    void shouldGiveEachJobItsBudgetsPriorityAndLabel() throws Exception {
        JobOptions each = JobOptions.startWithin(Duration.ofMillis(20)).label("each");
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                Gate gate = Gate.holding(pool, 1);
                JobGroup group = pool.group(FanOut.collectAll().each(each))) {
            JobHandle<?> late = group.fork(() -> {});
            assertThat(late).hasToString("JobHandle[pool 'group', 'each', waiting]");
            Await.until(late::isDone, pool::explain);
            assertThat(late.outcome()).isInstanceOf(Outcome.Expired.class);
            gate.open();
            group.join();
        }
    }

    @Test
    void shouldRefuseABuffer() {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build()) {
            assertThatThrownBy(() -> pool.group(FanOut.failFast().buffer(3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("policy must have no buffer for a group, was 3");
        }
    }

    @Test
    void shouldRefuseOthersToJoinOrClose() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 1).build();
                JobGroup group = pool.group()) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread other = new Thread(
                    () -> {
                        try {
                            group.close();
                        } catch (IllegalStateException e) {
                            thrown.set(e);
                        }
                    },
                    "stranger");
            other.start();
            Await.end(other);
            assertThat(thrown.get())
                    .hasMessage("close is for the thread that opened the group, "
                            + Thread.currentThread().getName() + ", was called by stranger");
        }
    }

    @Test
    void shouldApplyThePolicyOfAFullPool() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("group", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.reject())
                        .build();
                Gate gate = Gate.holding(pool, 1);
                JobGroup group = pool.group()) {
            group.fork(() -> {});
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("pool 'group' is full: depth 1 of 1");
            assertThat(group.active()).isEqualTo(1);
            gate.open();
        }
    }

    @Test
    void shouldCountADroppedJobAsAFailure() {
        try (WorkerPool pool = Mode.COOPERATIVE
                        .pool("group", 1)
                        .queueCapacity(1)
                        .whenFull(WhenFull.dropOldest())
                        .build();
                Gate gate = Gate.holding(pool, 1)) {
            JobGroup group = pool.group();
            JobHandle<?> dropped = group.fork(() -> {});
            pool.execute(() -> {});
            assertThat(dropped.outcome()).isInstanceOf(Outcome.Dropped.class);
            assertThatThrownBy(group::join)
                    .isInstanceOf(FanOutException.class)
                    .hasMessageContaining("[0] java.util.concurrent.CancellationException: dropped: the pool was full");
            gate.open();
            group.close();
        }
    }

    @InEveryMode
    void shouldEndWhenThePoolHandsItsJobsBack(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("group", mode.leastWorkers()).build();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            JobGroup group = pool.group(FanOut.collectAll());
            List<JobHandle<?>> handles = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                handles.add(group.fork(() -> {}));
            }
            Thread closer = new Thread(() -> pool.close(Duration.ZERO));
            closer.start();
            group.join();
            assertThat(handles)
                    .allSatisfy(handle -> assertThat(handle.outcome()).isInstanceOf(Outcome.HandedBack.class));
            assertThatThrownBy(() -> group.fork(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageStartingWith("pool 'group' is closed");
            group.close();
            gate.open();
            Await.end(closer);
        }
    }

    @Test
    void shouldTellHowWellTheWorkersWereUsed() throws Exception {
        try (WorkerPool pool = Mode.COOPERATIVE.pool("group", 2).build();
                JobGroup group = pool.group()) {
            for (int i = 0; i < 4; i++) {
                group.fork(() -> {
                    TimeUnit.MILLISECONDS.sleep(20);
                    return null;
                });
            }
            group.join();
            assertThat(group.efficiency().jobs()).isEqualTo(4);
            assertThat(group.efficiency().width()).isEqualTo(2);
            assertThat(group.efficiency().ran()).isGreaterThanOrEqualTo(Duration.ofMillis(80));
            assertThat(group.efficiency().wall()).isGreaterThanOrEqualTo(Duration.ofMillis(40));
        }
    }
}
