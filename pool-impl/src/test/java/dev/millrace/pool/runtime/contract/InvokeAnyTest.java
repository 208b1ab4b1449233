package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Scale;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code ExecutorService} says of {@code invokeAny}. */
class InvokeAnyTest extends Contract {

    @OnEverySubject
    void ofNothing(Subject subject) {
        ExecutorService service = open(subject);
        List<Callable<Integer>> none = List.of();
        assertThatIllegalArgumentException().isThrownBy(() -> service.invokeAny(none));
        assertThatIllegalArgumentException().isThrownBy(() -> service.invokeAny(none, 1, TimeUnit.SECONDS));
    }

    @OnEverySubject
    void aNullAmongThemCancelsTheOthers(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold stuck = new Hold()) {
            Callable<Integer> waits = () -> {
                stuck.run();
                return 1;
            };
            assertThatNullPointerException().isThrownBy(() -> service.invokeAny(Arrays.asList(waits, null)));
            drain(service);
            assertThat(stuck.interrupted()).isEqualTo(stuck.held());
        }
    }

    @OnEverySubject
    void theFirstSuccess(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Callable<String> fails = () -> {
            throw new IOException("no");
        };
        Callable<String> gives = () -> "value";
        Callable<String> givesNull = () -> null;
        assertThat((Object) service.invokeAny(List.of(gives))).isEqualTo("value");
        assertThat((Object) service.invokeAny(List.of(fails, fails, gives, fails)))
                .isEqualTo("value");
        assertThat((Object) service.invokeAny(List.of(fails, gives), LONG_SECONDS, TimeUnit.SECONDS))
                .isEqualTo("value");
        assertThat((Object) service.invokeAny(List.of(gives), Long.MAX_VALUE, TimeUnit.DAYS))
                .isEqualTo("value");
        assertThat((Object) service.invokeAny(List.of(fails, givesNull))).isNull();
    }

    @OnEverySubject
    void whenAllFail(Subject subject) {
        ExecutorService service = open(subject);
        List<Callable<Object>> jobs = Collections.nCopies(20, () -> {
            throw new IOException("no");
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> service.invokeAny(jobs))
                .withCauseInstanceOf(IOException.class);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> service.invokeAny(jobs, LONG_SECONDS, TimeUnit.SECONDS))
                .withCauseInstanceOf(IOException.class);
    }

    @OnEverySubject
    void theLosersAreCancelled(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        CountDownLatch othersRun = new CountDownLatch(subject.workers() - 1);
        try (Hold stuck = new Hold()) {
            List<Callable<String>> jobs = new ArrayList<>();
            for (int i = 1; i < subject.workers(); i++) {
                jobs.add(() -> {
                    othersRun.countDown();
                    stuck.run();
                    return "late";
                });
            }
            jobs.add(() -> {
                othersRun.await();
                return "winner";
            });
            assertThat((Object) service.invokeAny(jobs)).isEqualTo("winner");
            Await.spinning(() -> stuck.interrupted() == subject.workers() - 1, () -> "" + stuck.interrupted());
        }
        drain(service);
    }

    @OnEverySubject
    void noneInTime(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold stuck = new Hold()) {
            List<Callable<Integer>> jobs = Collections.nCopies(5, () -> {
                stuck.run();
                throw new InterruptedException();
            });
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> service.invokeAny(jobs, 100, TimeUnit.MILLISECONDS));
            drain(service);
            assertThat(stuck.interrupted()).isEqualTo(stuck.held());
        }
    }

    @OnEverySubject
    void anInterruptCancelsAll(Subject subject) throws Exception {
        for (boolean timed : new boolean[] {false, true}) {
            ExecutorService service = open(subject);
            AtomicInteger ran = new AtomicInteger();
            try (Hold hold = Hold.all(service, subject)) {
                List<Callable<Integer>> jobs = Collections.nCopies(5, ran::incrementAndGet);
                Other<Integer> call = Other.calls(() ->
                        timed ? service.invokeAny(jobs, LONG_SECONDS, TimeUnit.SECONDS) : service.invokeAny(jobs));
                assertThat(call.blocked().interrupt().failure()).isInstanceOf(InterruptedException.class);
                assertThat(call.flagAfterwards()).isFalse();
                assertThat(hold.interrupted()).isZero();
            }
            drain(service);
            assertThat(ran).hasValue(0);
        }
    }

    /** Who wins is open; that one wins, and that what it gives is whole, is not. */
    @OnEverySubject
    void thousandsOfRaces(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        for (int round = 0; round < Scale.rounds(300); round++) {
            int number = round;
            List<Callable<int[]>> jobs = Collections.nCopies(4, () -> new int[] {number, number});
            assertThat(service.invokeAny(jobs)).containsExactly(number, number);
        }
    }

    @OnEverySubject
    void shutdownNowEndsTheWaitForJobsThatRun(Subject subject) {
        ExecutorService service = open(subject);
        try (Hold stuck = new Hold()) {
            List<Callable<Object>> jobs = Collections.nCopies(subject.workers(), () -> {
                stuck.run();
                throw new InterruptedException();
            });
            Other<Object> call = Other.calls(() -> service.invokeAny(jobs));
            stuck.awaitHeld(subject.workers());
            assertThat(service.shutdownNow()).isEmpty();
            assertThat(call.failure())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(InterruptedException.class);
        }
    }
}
