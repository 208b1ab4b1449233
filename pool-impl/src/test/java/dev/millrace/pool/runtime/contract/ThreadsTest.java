package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Ledger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** On which threads jobs run, in which order, and what a job does not leave to the next. */
class ThreadsTest extends Contract {

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.contract.Subjects#alone")
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

    /** A thread is lent to a job, not given. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.contract.Subjects#alone")
    void whatAJobChangesOfItsThread(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        service.submit(() -> {
                    Thread.currentThread().setName("millrace-test-renamed");
                    Thread.currentThread().setContextClassLoader(null);
                })
                .get();
        boolean putBack = subject.differs(Deviation.THREADS_PUT_BACK);
        assertThat(service.submit(() -> Thread.currentThread().getName()).get())
                .isEqualTo(putBack ? "millrace-test" : "millrace-test-renamed");
        assertThat(service.submit(() -> Thread.currentThread().getContextClassLoader() != null)
                        .get())
                .isEqualTo(putBack);
    }
}
