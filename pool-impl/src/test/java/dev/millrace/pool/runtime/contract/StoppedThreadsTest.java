package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Poison;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Jobs that end their thread, or that another thread ends, and jobs that the machine itself fails: the service keeps its threads, and the jobs behind them run. */
class StoppedThreadsTest extends Contract {

    /** A job that does nothing, and remembers where. */
    private static final class Spinning implements Runnable {
        volatile Thread thread;
        volatile boolean over;

        @Override
        public void run() {
            thread = Thread.currentThread();
            while (!over) {
                Thread.onSpinWait();
            }
        }

        /** By reflection, since it is marked for removal. */
        void stop() throws ReflectiveOperationException {
            Await.spinning(() -> thread != null, () -> "should run");
            Thread.class.getMethod("stop").invoke(thread);
        }
    }

    @OnEverySubject
    void byAnotherThread(Subject subject) throws Exception {
        assumeTrue(Runtime.version().feature() < 20, "threads can no longer be stopped");
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(20);
        for (int round = 0; round < 2; round++) {
            Spinning executed = new Spinning();
            service.execute(executed);
            ledger.jobs(10 * round, 10 * round + 5).forEach(service::execute);
            executed.stop();
            Spinning submitted = new Spinning();
            Future<?> future = service.submit(submitted);
            ledger.jobs(10 * round + 5, 10 * round + 10).forEach(service::submit);
            submitted.stop();
            assertFailed(future, "java.lang.ThreadDeath");
        }
        assertWhole(service, subject);
        drain(service);
        ledger.assertEachRanOnce();
    }

    @OnEverySubject
    void byThemselves(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(60);
        for (int round = 0; round < 3; round++) {
            Poison poison = new Poison();
            service.execute(poison);
            Future<?> future = service.submit((Runnable) new Poison());
            ledger.jobs(20 * round, 20 * round + 20).forEach(service::execute);
            assertFailed(future, "java.lang.ThreadDeath");
        }
        assertWhole(service, subject);
        drain(service);
        ledger.assertEachRanOnce();
    }

    /** Not thrown by hand: the stack and the heap are really at their end. */
    @OnEverySubject
    void byTheMachine(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(4);
        for (int round = 0; round < 2; round++) {
            service.execute(StoppedThreadsTest::recurse);
            assertFailed(service.submit(StoppedThreadsTest::recurse), "java.lang.StackOverflowError");
            service.execute(ledger.job(2 * round));
            assertFailed(service.submit(() -> new long[Integer.MAX_VALUE]), "java.lang.OutOfMemoryError");
            service.execute(ledger.job(2 * round + 1));
        }
        assertWhole(service, subject);
        drain(service);
        ledger.assertEachRanOnce();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static void recurse() {
        recurse();
    }

    private static void assertFailed(Future<?> future, String cause) {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(LONG_SECONDS, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(e.getCause().getClass().getName()).isEqualTo(cause));
    }

    private static void assertWhole(ExecutorService service, Subject subject) {
        try (Hold hold = Hold.all(service, subject)) {
            assertThat(hold.held()).isEqualTo(subject.workers());
        }
    }
}
