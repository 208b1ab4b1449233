package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What {@code ExecutorService} says of {@code invokeAll}. */
class InvokeAllTest extends Contract {

    @OnEverySubject
    void givesDoneFuturesInOrder(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        List<Callable<Integer>> jobs = IntStream.range(0, 300)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    if (i % 7 == 3) {
                        throw new java.io.IOException("job " + i);
                    }
                    return i;
                })
                .toList();
        assertInOrder(service.invokeAll(jobs));
        assertInOrder(service.invokeAll(jobs, LONG_SECONDS, TimeUnit.SECONDS));
        assertInOrder(service.invokeAll(jobs, Long.MAX_VALUE, TimeUnit.DAYS));
    }

    private static void assertInOrder(List<Future<Integer>> futures) throws Exception {
        assertThat(futures).hasSize(300);
        for (int i = 0; i < 300; i++) {
            Future<Integer> future = futures.get(i);
            assertThat(future.isDone()).isTrue();
            assertThat(future.isCancelled()).isFalse();
            if (i % 7 == 3) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(future::get)
                        .withMessageContaining("job " + i);
            } else {
                assertThat(future.get()).isEqualTo(i);
            }
        }
    }

    @OnEverySubject
    void ofNothing(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        assertThat(service.invokeAll(Collections.<Callable<Integer>>emptyList()))
                .isEmpty();
        assertThat(service.invokeAll(Collections.<Callable<Integer>>emptyList(), 0, TimeUnit.SECONDS))
                .isEmpty();
        drain(service);
        assertThat(service.invokeAll(Collections.<Callable<Integer>>emptyList()))
                .isEmpty();
    }

    @OnEverySubject
    void aTimeoutCancelsTheRest(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold stuck = new Hold()) {
            List<Callable<Integer>> jobs = Collections.nCopies(3 * subject.workers(), () -> {
                stuck.run();
                return 2;
            });
            List<Future<Integer>> futures = service.invokeAll(jobs, 100, TimeUnit.MILLISECONDS);
            assertThat(futures).hasSize(jobs.size()).allMatch(Future::isCancelled);
            drain(service);
            assertThat(stuck.interrupted()).isEqualTo(stuck.held());
        }
    }

    @OnEverySubject
    void withoutTimeNothingRuns(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger ran = new AtomicInteger();
        List<Callable<Integer>> jobs = Collections.nCopies(5, ran::incrementAndGet);
        assertThat(service.invokeAll(jobs, 0, TimeUnit.SECONDS)).hasSize(5).allMatch(Future::isCancelled);
        assertThat(service.invokeAll(jobs, -1, TimeUnit.SECONDS)).hasSize(5).allMatch(Future::isCancelled);
        drain(service);
        assertThat(ran).hasValue(0);
    }

    @OnEverySubject
    void anInterruptCancelsAll(Subject subject) throws Exception {
        for (boolean timed : new boolean[] {false, true}) {
            ExecutorService service = open(subject);
            AtomicInteger late = new AtomicInteger();
            try (Hold hold = Hold.all(service, subject)) {
                List<Callable<Integer>> jobs = Collections.nCopies(5, late::incrementAndGet);
                Other<Object> call = Other.<Object>calls(() ->
                        timed ? service.invokeAll(jobs, LONG_SECONDS, TimeUnit.SECONDS) : service.invokeAll(jobs));
                assertThat(call.blocked().interrupt().failure()).isInstanceOf(InterruptedException.class);
                assertThat(call.flagAfterwards()).isFalse();
                assertThat(hold.interrupted()).isZero();
            }
            drain(service);
            assertThat(late).hasValue(0);
        }
    }

    /** What was accepted before the refusal is cancelled; no future is left that nobody could cancel. */
    @OnEverySubject
    void aRefusalCancelsWhatWasAccepted(Subject subject) throws Exception {
        ExecutorService service = open(subject, 3);
        AtomicInteger ran = new AtomicInteger();
        try (Hold hold = Hold.all(service, subject)) {
            List<Callable<Integer>> jobs = Collections.nCopies(5, ran::incrementAndGet);
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.invokeAll(jobs));
            assertThat(hold.interrupted()).isZero();
        }
        drain(service);
        assertThat(ran).hasValue(0);
    }

    /** Who waits for jobs that run is let go when they are interrupted. */
    @OnEverySubject
    void shutdownNowEndsTheWaitForJobsThatRun(Subject subject) {
        ExecutorService service = open(subject);
        try (Hold stuck = new Hold()) {
            List<Callable<Object>> jobs = Collections.nCopies(subject.workers(), () -> {
                stuck.run();
                throw new InterruptedException();
            });
            Other<List<Future<Object>>> call = Other.calls(() -> service.invokeAll(jobs));
            stuck.awaitHeld(subject.workers());
            assertThat(service.shutdownNow()).isEmpty();
            for (Future<Object> future : call.value()) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(future::get)
                        .withCauseInstanceOf(InterruptedException.class);
            }
        }
    }
}
