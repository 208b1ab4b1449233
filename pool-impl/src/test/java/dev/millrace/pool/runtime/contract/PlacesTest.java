package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Scale;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The places in which jobs wait: who has one, who gives it back, and what is said when there is none. */
class PlacesTest extends Contract {
    private static final Runnable NOTHING = () -> {};

    /** A cancelled job keeps its place until a thread comes to it, or gives it back at once. */
    @OnEverySubject
    void ofCancelledJobs(Subject subject) {
        ExecutorService service = open(subject, 3);
        Ledger ledger = new Ledger(3);
        try (Hold hold = Hold.all(service, subject)) {
            List<Future<?>> futures =
                    List.of(service.submit(() -> {}), service.submit(() -> {}), service.submit(() -> {}));
            futures.forEach(future -> assertThat(future.cancel(true)).isTrue());
            List<Runnable> unrun;
            if (subject.differs(Deviation.CANCELLED_JOBS_LEAVE)) {
                ledger.jobs(0, 3).forEach(service::execute);
                assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.execute(() -> {}));
                unrun = service.shutdownNow();
                assertThat(unrun).hasSize(3).allMatch(Ledger.Job.class::isInstance);
            } else {
                assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.execute(() -> {}));
                unrun = service.shutdownNow();
                assertThat(unrun).hasSize(3);
                futures.forEach(future -> assertThat(unrun.indexOf(future)).isNotNegative());
            }
            assertThat(hold.interrupted()).isLessThanOrEqualTo(subject.workers());
        }
        assertThat(ledger.total()).isZero();
    }

    /** Many more than any of the sizes that a pool has inside. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.contract.Subjects#alone")
    void withoutABound(Subject subject) throws Exception {
        int jobs = Scale.rounds(100_000);
        ExecutorService service = open(subject, new Setup(Setup.UNBOUNDED, this::quietThread));
        int[] next = new int[1];
        int[] wrong = new int[1];
        try (Hold hold = Hold.all(service, subject)) {
            for (int i = 0; i < jobs; i++) {
                int number = i;
                service.execute(() -> wrong[0] += next[0]++ == number ? 0 : 1);
            }
            assertThat(next[0]).isZero();
            hold.release();
        }
        drain(service);
        assertThat(next[0]).isEqualTo(jobs);
        assertThat(wrong[0]).isZero();
    }

    /** A refusal says why: that the service is full and runs, or that it does not. */
    @OnEverySubject
    void theRefusal(Subject subject) throws Exception {
        ExecutorService service = open(subject, 1);
        try (Hold hold = Hold.all(service, subject)) {
            service.execute(() -> {});
            assertThat(refusal(service, NOTHING)).contains("running");
            assertThat(refusal(service, NOTHING)).isEqualTo(refusal(service, NOTHING));
            hold.release();
        }
        service.shutdown();
        assertThat(refusal(service, NOTHING)).isNotBlank().doesNotContain("running");
        drain(service);
        assertThat(refusal(service, NOTHING)).contains("terminated");
    }

    private static String refusal(ExecutorService service, Runnable job) {
        Throwable refusal = catchThrowable(() -> service.execute(job));
        assertThat(refusal).isExactlyInstanceOf(RejectedExecutionException.class);
        assertThat(refusal.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(PlacesTest.class.getName()));
        return refusal.getMessage().toLowerCase(Locale.ROOT);
    }

    /** A job whose {@code toString} throws is refused like any other, where the refusal does not ask for it. */
    @OnEverySubject
    void theRefusalOfAJobThatCannotBeAsked(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        drain(service);
        Throwable refusal = catchThrowable(() -> service.execute(new Nameless()));
        assertThat(refusal)
                .isExactlyInstanceOf(
                        subject.differs(Deviation.REFUSALS_ASK_NOTHING)
                                ? RejectedExecutionException.class
                                : UnsupportedOperationException.class);
    }

    private static final class Nameless implements Runnable {
        @Override
        public void run() {}

        @Override
        public String toString() {
            throw new UnsupportedOperationException("toString");
        }
    }
}
