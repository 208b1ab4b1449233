package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.contract.Hold;
import dev.millrace.pool.runtime.contract.Other;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Where the view does on purpose what ThreadPoolExecutor does not, and what it adds. */
class DeviationsTest extends ViewContract {
    private static final int WORKERS = 2;

    private PoolExecutorService view(Mode mode, int capacity, WhenFull whenFull) {
        return opened(ViewSubject.view(mode, WORKERS, capacity, whenFull, threads));
    }

    private static Hold hold(PoolExecutorService view) {
        return Hold.all(view, WORKERS);
    }

    @InEveryMode
    void thereIsOneViewAPool(Mode mode) {
        PoolExecutorService view = view(mode, 10, WhenFull.reject());
        assertThat(view.pool().asExecutorService()).isSameAs(view);
        view.shutdown();
        Await.until(() -> view.pool().state() == PoolState.TERMINATED, view.pool()::explain);
        assertThat(view.isTerminated()).isTrue();
        PoolExecutorService other = view(mode, 10, WhenFull.reject());
        other.pool().close();
        assertThat(other.isTerminated()).isTrue();
        assertRefuses(other);
    }

    /** ThreadPoolExecutor keeps a cancelled job in its queue, and lists it. */
    @InEveryMode
    void aCancelledJobGivesItsPlaceBackAndIsNotListed(Mode mode) {
        PoolExecutorService view = view(mode, 3, WhenFull.reject());
        Ledger ledger = new Ledger(3);
        try (Hold hold = hold(view)) {
            for (int i = 0; i < 1_000; i++) {
                List<JobHandle<?>> cancelled =
                        List.of(view.submit(() -> {}), view.submit(() -> {}), view.submit(() -> {}));
                assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> view.execute(() -> {}));
                cancelled.forEach(handle -> assertThat(handle.cancel(true)).isTrue());
            }
            List<Ledger.Job> jobs = ledger.jobs(0, 3);
            jobs.forEach(view::execute);
            assertThat(view.shutdownNow()).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(hold.held()).isEqualTo(WORKERS);
        }
        assertThat(view.pool().stats().jobs().cancelled()).isEqualTo(3_000);
    }

    /** Instead of never ending. */
    @InEveryMode
    void aJobIsToldThatItCannotAwaitItsOwnEnd(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 10, WhenFull.reject());
        view.submit(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> view.awaitTermination(1, TimeUnit.DAYS))
                        .withMessageContaining("view"))
                .get();
        Ledger ledger = new Ledger(5);
        try (Hold hold = hold(view)) {
            view.execute(() -> {
                view.close();
                assertThat(view.isShutdown()).isTrue();
                ledger.ran(0);
            });
            ledger.jobs(1, 5).forEach(view::execute);
            hold.release();
        }
        assertThat(view.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        ledger.assertEachRanOnce();
    }

    /** Nor does an action on completion wait for the end that its own thread is bringing about. */
    @InEveryMode
    void anActionThatIsCalledByTheCloseCannotAwaitIt(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 10, WhenFull.reject());
        AtomicInteger done = new AtomicInteger();
        AtomicReference<Throwable> wait = new AtomicReference<>();
        try (Hold hold = hold(view)) {
            view.submit(() -> {}).onCompletion(outcome -> {
                view.pool().close();
                view.close();
                view.shutdownNow();
                try {
                    view.awaitTermination(1, TimeUnit.DAYS);
                } catch (InterruptedException | RuntimeException e) {
                    wait.set(e);
                }
                done.incrementAndGet();
            });
            Other<DrainReport> closer = Other.calls(() -> view.pool().close(Duration.ZERO));
            assertThat(closer.value().handedBack()).hasSize(1);
            assertThat(hold.interrupted()).isEqualTo(WORKERS);
        }
        assertThat(done).hasValue(1);
        assertThat(wait.get()).isInstanceOf(IllegalStateException.class);
    }

    /** The pool's own close ends in bounded time and says what still runs; the view says that it is not over, as an ExecutorService must. */
    @InEveryMode
    void aCloseThatGaveUpOnAJob(Mode mode) throws Exception {
        PoolExecutorService view = ViewSubject.view(mode, WORKERS, 10, WhenFull.reject(), threads);
        try (Hold stubborn = new Hold()) {
            view.execute(stubborn::runStubbornly);
            stubborn.awaitHeld(1);
            DrainReport report = view.pool().close(Duration.ZERO);
            assertThat(report.stillRunning()).hasSize(1);
            assertThat(view.pool().state()).isEqualTo(PoolState.TERMINATED);
            assertThat(view.isTerminated()).isFalse();
            assertThat(view.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
            stubborn.release();
        }
        assertThat(view.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(view.isTerminated()).isTrue();
        assertThat(threads.ownAlive()).isEmpty();
    }

    /** The JDK's would leave them undone for ever, since nobody gets the list. */
    @InEveryMode
    void anInterruptedCloseCompletesTheHandles(Mode mode) {
        PoolExecutorService view = view(mode, 10, WhenFull.reject());
        try (Hold hold = hold(view)) {
            JobHandle<String> handle = view.submit(() -> "never");
            Other<String> waits = Other.<String>calls(handle::get).blocked();
            Other<Void> closer = Other.calls(() -> {
                view.close();
                return null;
            });
            Await.spinning(view::isShutdown, () -> "should shut down");
            closer.blocked().interrupt().value();
            assertThat(waits.failure()).isInstanceOf(CancellationException.class);
            assertThat(handle.isDone()).isTrue();
            assertThat(handle.outcome()).isInstanceOf(Outcome.HandedBack.class);
            assertThat(hold.interrupted()).isEqualTo(WORKERS);
        }
    }

    /** What shutdownNow gave and nobody has run, a close of the pool itself completes: every handle ends. */
    @InEveryMode
    void theClosedPoolLeavesNoHandleUndone(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 10, WhenFull.reject());
        try (Hold hold = hold(view)) {
            JobHandle<String> ran = view.submit(() -> "by hand");
            JobHandle<String> left = view.submit(() -> "never");
            List<Runnable> unrun = view.shutdownNow();
            assertThat(view.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(left.isDone()).isFalse();
            unrun.stream().filter(job -> job == ran).forEach(Runnable::run);
            DrainReport report = view.pool().close(Duration.ZERO);
            assertThat(report.handedBack()).hasSize(2);
            assertThat(ran.get()).isEqualTo("by hand");
            assertThat(left.isDone()).isTrue();
            assertThat(left.outcome()).isInstanceOf(Outcome.HandedBack.class);
            unrun.forEach(Runnable::run);
            assertThat(left.isCancelled()).isTrue();
            assertThat(hold.interrupted()).isEqualTo(WORKERS);
        }
    }

    /** A handle is a Runnable, too: submitted as one it is a job like any other, which runs the first if nobody else has. */
    @InEveryMode
    void aHandleThatIsSubmittedAgain(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 100, WhenFull.reject());
        PoolExecutorService other = view(mode, 100, WhenFull.reject());
        Ledger ledger = new Ledger(4);
        try (Hold hold = hold(view)) {
            List<Runnable> handles = new ArrayList<>();
            ledger.jobs(0, 4).forEach(job -> handles.add((RunnableFuture<?>) view.submit(job)));
            handles.forEach(view::execute);
            handles.forEach(view::submit);
            handles.forEach(view.pool()::execute);
            view.pool().executeAll(handles);
            handles.subList(0, 2).forEach(other::execute);
            other.pool().executeAll(handles.subList(2, 4));
            drain(other);
            ledger.assertEachRanOnce();
            hold.release();
        }
        drain(view);
        ledger.assertEachRanOnce();
        assertThat(assertAccounted(view).stats().jobs().accepted()).isEqualTo(WORKERS + 5 * 4);
        assertThat(assertAccounted(other).stats().jobs().completed()).isEqualTo(4);
    }

    /** It waits for room as execute does, and takes that for its own. */
    @InEveryMode
    void invokeAllOnAFullPoolThatBlocks(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 2, WhenFull.block());
        Ledger ledger = new Ledger(200);
        List<Callable<Object>> jobs = ledger.jobs(0, 200).stream()
                .<Callable<Object>>map(job -> () -> {
                    job.run();
                    return job;
                })
                .toList();
        Other<List<Future<Object>>> call;
        try (Hold hold = hold(view)) {
            call = Other.calls(() -> view.invokeAll(jobs));
            Await.blocked(view.pool(), 1);
            assertThat(ledger.total()).isZero();
            hold.release();
        }
        assertThat(call.value()).hasSize(200).noneMatch(Future::isCancelled);
        ledger.assertEachRanOnce();
    }

    /** The wait for room counts as part of the call: its limit and its interrupt are the call's. */
    @InEveryMode
    void theLimitAndTheInterruptOfACallReachItsWaitForRoom(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 2, WhenFull.block());
        AtomicInteger ran = new AtomicInteger();
        List<Callable<Integer>> jobs = Collections.nCopies(5, ran::incrementAndGet);
        try (Hold hold = hold(view)) {
            Other<List<Future<Integer>>> all = Other.calls(() -> view.invokeAll(jobs, 50, TimeUnit.MILLISECONDS));
            assertThat(all.value()).hasSize(5).allMatch(Future::isCancelled);
            Other<Integer> any = Other.calls(() -> view.invokeAny(jobs, 50, TimeUnit.MILLISECONDS));
            assertThat(any.failure()).isInstanceOf(TimeoutException.class);
            for (Callable<Object> call : List.<Callable<Object>>of(
                    () -> view.invokeAll(jobs),
                    () -> view.invokeAll(jobs, LONG_SECONDS, TimeUnit.SECONDS),
                    () -> view.invokeAny(jobs),
                    () -> view.invokeAny(jobs, LONG_SECONDS, TimeUnit.SECONDS))) {
                Other<Object> other = Other.calls(call);
                Await.blocked(view.pool(), 1);
                assertThat(other.interrupt().failure()).isInstanceOf(InterruptedException.class);
                assertThat(other.flagAfterwards()).isFalse();
            }
            assertThat(view.pool().stats().depth().total()).isZero();
            assertThat(hold.interrupted()).isZero();
        }
        drain(view);
        assertThat(ran).hasValue(0);
    }

    /** A refusal through a shut or full pool is still the call's failure, whatever its limit. */
    @InEveryMode
    void aWaitForRoomThatTheEndCutsShort(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 1, WhenFull.block());
        List<Callable<Integer>> jobs = Collections.nCopies(5, () -> 1);
        try (Hold hold = hold(view)) {
            Other<Object> call = Other.calls(() -> view.invokeAll(jobs, LONG_SECONDS, TimeUnit.SECONDS));
            Await.blocked(view.pool(), 1);
            view.shutdown();
            assertThat(call.failure()).isInstanceOf(RejectedExecutionException.class);
            assertThat(hold.interrupted()).isZero();
        }
        drain(view);
    }

    @InEveryMode
    void whatIsDroppedIsCancelled(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 2, WhenFull.dropNewest());
        try (Hold hold = hold(view)) {
            Other<List<Future<Integer>>> call = Other.calls(() -> view.invokeAll(Collections.nCopies(5, () -> 1)));
            call.blocked();
            hold.release();
            assertThat(call.value().subList(2, 5)).allMatch(Future::isCancelled);
            assertThat(call.value().get(1).get()).isEqualTo(1);
        }
    }

    @InEveryMode
    void callerRunsOnTheCallersThread(Mode mode) throws Exception {
        PoolExecutorService view = view(mode, 1, WhenFull.callerRuns());
        try (Hold hold = hold(view)) {
            JobHandle<Thread> waits = view.submit(Thread::currentThread);
            assertThat(view.submit(Thread::currentThread).get()).isSameAs(Thread.currentThread());
            assertThat(view.submit(() -> {}, "given").get()).isEqualTo("given");
            assertThat(waits.isDone()).isFalse();
            hold.release();
            assertThat(waits.get()).isNotSameAs(Thread.currentThread());
        }
        assertThat(view.pool().stats().jobs().callerRan()).isEqualTo(2);
    }
}
