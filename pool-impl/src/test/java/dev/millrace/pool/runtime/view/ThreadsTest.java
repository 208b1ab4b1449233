package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On which threads jobs run, in which order, and what a job does not leave to the next. */
class ThreadsTest extends Contract {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.view.Subject#alone")
    void oneThreadKeepsTheOrder(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        List<Integer> order = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 50; i++) {
                int number = round * 50 + i;
                expected.add(number);
                if (i % 2 == 0) {
                    service.execute(() -> order.add(number));
                } else {
                    service.submit(() -> order.add(number));
                }
            }
            service.submit(() -> {}).get();
        }
        drain(service);
        assertThat(order).isEqualTo(expected);
    }

    @OnEverySubject
    void everyJobRunsOnAThreadOfTheFactory(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        ConcurrentLinkedQueue<Thread> seen = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 200; i++) {
            service.execute(() -> seen.add(Thread.currentThread()));
            service.submit(() -> seen.add(Thread.currentThread())).get();
        }
        drain(service);
        assertThat(seen).hasSize(400).allMatch(thread -> thread.getName().equals("millrace-test"));
    }

    @OnEverySubject
    void anInterruptDoesNotReachTheNextJob(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger flags = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < subject.workers(); i++) {
                service.execute(() -> Thread.currentThread().interrupt());
                service.submit(() -> Thread.currentThread().interrupt());
                service.submit(() -> flags.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0));
            }
            service.submit(() -> flags.addAndGet(Thread.interrupted() ? 1 : 0)).get();
        }
        drain(service);
        assertThat(flags).hasValue(0);
    }

    /** Neither other jobs nor the number of threads suffer. */
    @OnEverySubject
    void whateverAJobThrows(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Throwable[] all = {
            new IllegalStateException("a"),
            new AssertionError("b"),
            new StackOverflowError(),
            new OutOfMemoryError("c"),
            new IOException("sneaky"),
            new InterruptedException("sneaky")
        };
        Ledger ledger = new Ledger(40 * all.length);
        List<Future<?>> failing = new ArrayList<>();
        int number = 0;
        for (int round = 0; round < 20; round++) {
            for (Throwable thrown : all) {
                service.execute(ledger.job(number++));
                service.execute(() -> Sneaky.<RuntimeException>raise(thrown));
                failing.add(service.submit((Runnable) () -> Sneaky.<RuntimeException>raise(thrown)));
                service.submit(ledger.job(number++)).get();
            }
        }
        service.execute(() -> Sneaky.<RuntimeException>raise(threadDeath()));
        failing.add(service.submit((Runnable) () -> Sneaky.<RuntimeException>raise(threadDeath())));
        for (Future<?> future : failing) {
            Assertions.assertThatExceptionOfType(ExecutionException.class).isThrownBy(future::get);
        }
        try (Hold hold = Hold.all(service, subject)) {
            assertThat(hold.held()).isEqualTo(subject.workers());
        }
        drain(service);
        ledger.assertEachRanOnce();
    }

    @SuppressWarnings("removal")
    private static Throwable threadDeath() {
        return new ThreadDeath();
    }

    /** The control's threads come with its first jobs: a factory that fails then makes the submit fail, or leaves the job to those that there are. */
    @Test
    void theControlSurvivesItsFactory() throws Exception {
        for (boolean throwing : new boolean[] {false, true}) {
            AtomicInteger calls = new AtomicInteger();
            ThreadPoolExecutor service = (ThreadPoolExecutor) opened(new Subject(null, 3).open(10, runnable -> {
                if (calls.incrementAndGet() % 2 == 0) {
                    if (throwing) {
                        throw new IllegalStateException("no thread");
                    }
                    return null;
                }
                return quietThread(runnable);
            }));
            List<Future<?>> futures = new ArrayList<>();
            AtomicInteger ran = new AtomicInteger();
            for (int i = 0; i < 5; i++) {
                try {
                    futures.add(service.submit(ran::incrementAndGet));
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("no thread");
                }
            }
            for (Future<?> future : futures) {
                future.get();
            }
            assertThat(ran).hasValue(futures.size());
        }
    }

    /** A pool makes its threads when it is built: a factory that fails then is known at once, and leaves nothing behind; see the runtime's own tests for what it does later. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void aPoolIsNotBuiltWithoutItsThreads(Mode mode) {
        AtomicInteger calls = new AtomicInteger();
        for (boolean throwing : new boolean[] {false, true}) {
            Assertions.assertThatIllegalStateException()
                    .isThrownBy(() -> Subject.view(mode, 3, 10, WhenFull.reject(), runnable -> {
                        if (calls.incrementAndGet() % 2 == 0) {
                            if (throwing) {
                                throw new IllegalStateException("no thread");
                            }
                            return null;
                        }
                        return quietThread(runnable);
                    }));
        }
        Await.until(() -> threads.ownAlive().isEmpty(), () -> "live: " + threads.ownAlive());
    }
}
