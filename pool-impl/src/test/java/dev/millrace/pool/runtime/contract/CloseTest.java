package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Scale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code close()} as JDK 19 defines it, of the view on every JDK. */
class CloseTest extends Contract {
    private static final String CLOSEABLE = "dev.millrace.pool.runtime.contract.Subjects#closeable";

    private static Void close(ExecutorService service) throws Exception {
        ((AutoCloseable) service).close();
        return null;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void runsWhatWasAcceptedThenEnds(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(100);
        try (Hold hold = Hold.all(service, subject)) {
            ledger.jobs(0, 100).forEach(service::submit);
            Other<Void> closer = Other.calls(() -> close(service));
            Await.spinning(service::isShutdown, () -> "should shut down");
            closer.blocked();
            assertRefuses(service);
            assertThat(service.isTerminated()).isFalse();
            hold.release();
            closer.value();
            assertThat(hold.interrupted()).isZero();
        }
        ledger.assertEachRanOnce();
        assertThat(service.isTerminated()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void idleTwiceAndAfterShutdown(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        close(service);
        assertThat(service.isTerminated()).isTrue();
        close(service);
        ExecutorService other = open(subject);
        other.shutdown();
        close(other);
        assertThat(other.isTerminated()).isTrue();
        ExecutorService stopped = open(subject);
        stopped.shutdownNow();
        close(stopped);
        assertThat(stopped.isTerminated()).isTrue();
        assertRefuses(stopped);
    }

    /** Once it is over, nobody waits: an interrupt is kept for whoever cares. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void interruptedAfterTheEnd(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        drain(service);
        Thread.currentThread().interrupt();
        close(service);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(service.isTerminated()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void interruptedItStopsWhatRunsAndWaitsOn(Subject subject) throws Exception {
        for (boolean before : new boolean[] {false, true}) {
            ExecutorService service = open(subject);
            Ledger ledger = new Ledger(20);
            try (Hold hold = Hold.all(service, subject)) {
                ledger.jobs(0, 20).forEach(service::execute);
                Other<Void> closer = Other.calls(() -> {
                    if (before) {
                        Thread.currentThread().interrupt();
                    }
                    return close(service);
                });
                if (!before) {
                    Await.spinning(service::isShutdown, () -> "should shut down");
                    closer.blocked().interrupt();
                }
                closer.value();
                assertThat(closer.flagAfterwards()).isTrue();
                assertThat(service.isTerminated()).isTrue();
                assertThat(hold.interrupted()).isEqualTo(subject.workers());
            }
            assertThat(ledger.total()).isZero();
        }
    }

    /** Interrupted or not, it returns when the last job has ended. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void interruptedItStillWaitsForAJobThatIgnoresIt(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold stubborn = new Hold()) {
            Future<?> job = service.submit(stubborn::runStubbornly);
            stubborn.awaitHeld(1);
            Other<Void> closer = Other.calls(() -> close(service));
            Await.spinning(service::isShutdown, () -> "should shut down");
            closer.blocked().interrupt();
            Await.spinning(() -> stubborn.interrupted() == 1, () -> "interrupted " + stubborn.interrupted());
            closer.blocked().interrupt();
            assertThat(service.awaitTermination(subject.patienceMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
            closer.blocked();
            assertThat(job.isDone()).isFalse();
            stubborn.release();
            closer.value();
            assertThat(closer.flagAfterwards()).isTrue();
            assertThat(job.isDone()).isTrue();
            assertThat(stubborn.interrupted()).isEqualTo(1);
        }
    }

    /** Nobody gets the jobs that an interrupted close takes back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void interruptedItTakesFuturesBack(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger ran = new AtomicInteger();
        try (Hold hold = Hold.all(service, subject)) {
            Future<?> waiting = service.submit(ran::incrementAndGet);
            Other<Void> closer = Other.calls(() -> close(service));
            Await.spinning(service::isShutdown, () -> "should shut down");
            closer.blocked().interrupt().value();
            assertThat(waiting.isDone()).isEqualTo(subject.differs(Deviation.CLOSE_COMPLETES_FUTURES));
            assertThat(waiting.isCancelled()).isEqualTo(waiting.isDone());
            assertThat(hold.interrupted()).isEqualTo(subject.workers());
        }
        assertThat(ran).hasValue(0);
    }

    /** Several closes, and the other ways to end beside them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(CLOSEABLE)
    void fromSeveralThreads(Subject subject) throws Exception {
        for (int round = 0; round < Scale.rounds(20); round++) {
            ExecutorService service = open(subject);
            Ledger ledger = new Ledger(50);
            ledger.jobs(0, 50).forEach(service::execute);
            Other<Void> first = Other.calls(() -> close(service));
            Other<Void> second = Other.calls(() -> close(service));
            service.shutdown();
            first.value();
            second.value();
            assertThat(service.isTerminated()).isTrue();
            ledger.assertEachRanOnce();
        }
    }
}
