package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** From open to terminated, in good order. */
class ShutdownTest extends Contract {

    @OnEverySubject
    void whatWasAcceptedStillRuns(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        assertThat(service.isShutdown()).isFalse();
        assertThat(service.isTerminated()).isFalse();
        assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
        assertThat(service.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        Ledger ledger = new Ledger(500);
        try (Hold hold = Hold.all(service, subject)) {
            ledger.jobs(0, 250).forEach(service::execute);
            ledger.jobs(250, 500).forEach(service::submit);
            service.shutdown();
            assertThat(service.isShutdown()).isTrue();
            assertThat(service.isTerminated()).isFalse();
            assertRefuses(service);
            assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
            assertThat(service.awaitTermination(-1, TimeUnit.SECONDS)).isFalse();
            assertThat(service.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
            service.shutdown();
            assertThat(ledger.total()).isZero();
            assertThat(hold.interrupted()).isZero();
        }
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        ledger.assertEachRanOnce();
        assertEnded(service);
    }

    private static void assertEnded(ExecutorService service) throws Exception {
        assertThat(service.isShutdown()).isTrue();
        assertThat(service.isTerminated()).isTrue();
        assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
        service.shutdown();
        assertThat(service.shutdownNow()).isEmpty();
        assertThat(service.isTerminated()).isTrue();
        assertRefuses(service);
    }

    @OnEverySubject
    void ofAnUnusedService(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        drain(service);
        assertEnded(service);
        ExecutorService other = open(subject);
        assertThat(other.shutdownNow()).isEmpty();
        assertThat(other.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertEnded(other);
    }

    /** Everything that the jobs did is visible, without any other synchronisation, and their threads have ended or are about to. */
    @OnEverySubject
    void theEndComesAfterAllThatTheJobsDid(Subject subject) throws Exception {
        for (int round = 0; round < 20; round++) {
            ExecutorService service = open(subject);
            int[] plain = new int[200];
            for (int i = 0; i < plain.length; i++) {
                int at = i;
                service.execute(() -> plain[at] = at + 1);
            }
            service.shutdown();
            if (round % 2 == 0) {
                assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            } else {
                Await.spinning(service::isTerminated, () -> "should terminate");
                assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
            }
            for (int i = 0; i < plain.length; i++) {
                assertThat(plain[i]).isEqualTo(i + 1);
            }
        }
        Await.until(() -> threads.ownAlive().isEmpty(), () -> "live: " + threads.ownAlive());
    }

    @OnEverySubject
    void aWaitForTheEndIsInterruptible(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold hold = Hold.all(service, subject)) {
            for (boolean closed : new boolean[] {false, true}) {
                if (closed) {
                    service.shutdown();
                }
                Other<Boolean> waits = Other.calls(() -> service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS));
                waits.blocked().interrupt();
                assertThat(waits.failure()).isInstanceOf(InterruptedException.class);
                assertThat(waits.flagAfterwards()).isFalse();
            }
            assertThat(hold.interrupted()).isZero();
        }
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Where there is nothing to wait for there is nothing to interrupt. */
    @OnEverySubject
    void withoutAWaitTheFlagIsKept(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Thread.currentThread().interrupt();
        assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        drain(service);
        Thread.currentThread().interrupt();
        assertThat(service.awaitTermination(1, TimeUnit.SECONDS)).isTrue();
        assertThat(service.awaitTermination(0, TimeUnit.SECONDS)).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Whoever has been told that it is over is told so for ever. */
    @OnEverySubject
    void manyWaitForTheOneEnd(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicBoolean wrong = new AtomicBoolean();
        Other<?>[] waiting = new Other<?>[4];
        try (Hold hold = Hold.all(service, subject)) {
            for (int i = 0; i < waiting.length; i++) {
                boolean spins = i % 2 == 0;
                waiting[i] = Other.calls(() -> {
                    if (spins) {
                        Await.spinning(service::isTerminated, () -> "should terminate");
                    } else {
                        service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS);
                    }
                    wrong.compareAndSet(
                            false, !service.isTerminated() || !service.awaitTermination(0, TimeUnit.SECONDS));
                    return true;
                });
            }
            service.shutdown();
            hold.release();
        }
        for (Other<?> each : waiting) {
            assertThat(each.value()).isEqualTo(true);
        }
        assertThat(wrong).isFalse();
    }

    @OnEverySubject
    void byAJobOfItsOwn(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(50);
        try (Hold hold = Hold.all(service, subject)) {
            service.execute(service::shutdown);
            ledger.jobs(0, 50).forEach(service::execute);
            hold.release();
        }
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        ledger.assertEachRanOnce();
    }
}
