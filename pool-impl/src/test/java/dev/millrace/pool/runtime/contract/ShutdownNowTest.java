package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code shutdownNow} gives back, and what it stops. */
class ShutdownNowTest extends Contract {

    /** The very objects: of execute what was executed, of submit what it gave. */
    @OnEverySubject
    void givesBackWhatHasNotStarted(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(100);
        AtomicInteger called = new AtomicInteger();
        List<Object> waiting = new ArrayList<>();
        try (Hold hold = Hold.all(service, subject)) {
            for (Ledger.Job job : ledger.jobs(0, 100)) {
                switch (job.number() % 4) {
                    case 0 -> waiting.add(service.submit(job));
                    case 1 -> waiting.add(service.submit((Callable<Integer>) called::incrementAndGet));
                    case 2 -> waiting.add(service.submit(job, "given"));
                    default -> {
                        service.execute(job);
                        waiting.add(job);
                    }
                }
            }
            List<Runnable> unrun = service.shutdownNow();
            assertThat(unrun).hasSize(100).allMatch(each -> waiting.stream().anyMatch(one -> one == each));
            assertThat(IntStream.range(0, 100).filter(i -> unrun.indexOf(waiting.get(i)) < 0))
                    .isEmpty();
            assertThat(service.isShutdown()).isTrue();
            assertThat(service.shutdownNow()).isEmpty();
            assertRefuses(service);
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(hold.interrupted()).isEqualTo(subject.workers());
            assertThat(ledger.total() + called.get()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.contract.Subjects#alone")
    void inOrderWithOneThread(Subject subject) {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(200);
        List<Object> waiting = new ArrayList<>();
        try (Hold hold = Hold.all(service, subject)) {
            for (Ledger.Job job : ledger.jobs(0, 200)) {
                if (job.number() % 3 == 0) {
                    waiting.add(service.submit(job));
                } else {
                    service.execute(job);
                    waiting.add(job);
                }
            }
            List<Runnable> unrun = service.shutdownNow();
            if (subject.differs(Deviation.LISTS_ABOUT_IN_ORDER)) {
                assertThat(new ArrayList<Object>(unrun)).containsExactlyInAnyOrderElementsOf(waiting);
            } else {
                assertThat(unrun).isEqualTo(waiting);
            }
            assertThat(hold.held()).isEqualTo(1);
        }
    }

    /** Such a future waits for whoever has the list: run by hand it completes, cancelled it is cancelled. */
    @OnEverySubject
    void itsFuturesCanBeRunOrCancelledByHand(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(1);
        try (Hold hold = Hold.all(service, subject)) {
            Future<String> value = service.submit(() -> "value");
            Future<String> given = service.submit(ledger.job(0), "given");
            Future<?> failing = service.submit(() -> Sneaky.<RuntimeException>raise(new IllegalStateException("no")));
            Future<?> cancelled = service.submit(() -> {});
            List<Runnable> unrun = service.shutdownNow();
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(unrun).hasSize(4).allMatch(RunnableFuture.class::isInstance);
            assertThat(List.of(value, given, failing, cancelled)).noneMatch(Future::isDone);
            Other<String> waiting = Other.<String>calls(value::get).blocked();
            assertThat(cancelled.cancel(false)).isTrue();
            unrun.forEach(Runnable::run);
            assertThat(waiting.value()).isEqualTo("value");
            assertThat(given.get()).isEqualTo("given");
            assertThat(failing.isDone()).isTrue();
            assertThat(failing.isCancelled()).isFalse();
            assertThat(cancelled.isCancelled()).isTrue();
            unrun.forEach(Runnable::run);
            ledger.assertEachRanOnce();
            assertThat(hold.held()).isEqualTo(subject.workers());
        }
    }

    /** What one service gave back another may run: as the objects that they are. */
    @OnEverySubject
    void itsListCanBeGivenToAnotherService(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        ExecutorService next = open(subject);
        Ledger ledger = new Ledger(60);
        List<Future<?>> futures = new ArrayList<>();
        try (Hold hold = Hold.all(service, subject)) {
            ledger.jobs(0, 40).forEach(job -> futures.add(service.submit(job)));
            ledger.jobs(40, 60).forEach(service::execute);
            service.shutdownNow().forEach(next::execute);
            assertThat(hold.held()).isEqualTo(subject.workers());
        }
        for (Future<?> future : futures) {
            future.get(LONG_SECONDS, TimeUnit.SECONDS);
        }
        drain(next);
        ledger.assertEachRanOnce();
    }

    /** The list is the caller's, to do with as he likes. */
    @OnEverySubject
    void itsListCanBeChanged(Subject subject) {
        ExecutorService service = open(subject);
        try (Hold hold = Hold.all(service, subject)) {
            service.execute(() -> {});
            List<Runnable> unrun = service.shutdownNow();
            unrun.add(hold);
            unrun.clear();
            assertThat(unrun).isEmpty();
        }
    }

    /** It is over when the last job has ended, not when the last was told to. */
    @OnEverySubject
    void aJobThatIgnoresItsInterruptIsWaitedFor(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicBoolean done = new AtomicBoolean();
        try (Hold stubborn = new Hold()) {
            service.execute(() -> {
                stubborn.runStubbornly();
                done.set(true);
            });
            stubborn.awaitHeld(1);
            assertThat(service.shutdownNow()).isEmpty();
            assertThat(service.awaitTermination(subject.patienceMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
            assertThat(service.isTerminated()).isFalse();
            assertThat(stubborn.interrupted()).isEqualTo(1);
        }
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(service.isTerminated()).isTrue();
        assertThat(done).isTrue();
    }

    @OnEverySubject
    void afterShutdown(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(30);
        try (Hold hold = Hold.all(service, subject)) {
            ledger.jobs(0, 30).forEach(service::execute);
            service.shutdown();
            assertThat(service.shutdownNow()).hasSize(30);
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(hold.interrupted()).isEqualTo(subject.workers());
        }
        assertThat(ledger.total()).isZero();
    }

    @OnEverySubject
    void byAJobOfItsOwn(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger given = new AtomicInteger(-1);
        AtomicBoolean interrupted = new AtomicBoolean();
        try (Hold hold = new Hold()) {
            for (int i = 1; i < subject.workers(); i++) {
                service.execute(hold);
            }
            hold.awaitHeld(subject.workers() - 1);
            Hold last = new Hold();
            service.execute(() -> {
                last.run();
                given.set(service.shutdownNow().size());
                interrupted.set(Thread.currentThread().isInterrupted());
            });
            last.awaitHeld(1);
            for (int i = 0; i < 10; i++) {
                service.execute(() -> {});
            }
            last.release();
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(given).hasValue(10);
        assertThat(interrupted).isTrue();
    }
}
