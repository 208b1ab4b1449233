package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs of the only thread that wait for their own service. */
class WaitingInsideTest extends Contract {
    private static final String ALONE = "dev.millrace.pool.runtime.contract.Subjects#alone";
    private static final long SHORT_MILLIS = 50;

    private static final Callable<Integer> SEVEN = () -> 7;

    /** Only a thread that helps gets to the end of this. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(ALONE)
    void forAJob(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        boolean helps = subject.differs(Deviation.WAITS_HELP);
        long millis = helps ? TimeUnit.SECONDS.toMillis(LONG_SECONDS) : SHORT_MILLIS;
        for (Callable<Integer> outer : List.<Callable<Integer>>of(
                () -> service.submit(SEVEN).get(millis, TimeUnit.MILLISECONDS),
                () -> service.invokeAll(List.of(SEVEN), millis, TimeUnit.MILLISECONDS)
                        .get(0)
                        .get(),
                () -> service.invokeAny(List.of(SEVEN), millis, TimeUnit.MILLISECONDS))) {
            Future<String> told = service.submit(() -> {
                try {
                    return "seven " + outer.call();
                } catch (TimeoutException | java.util.concurrent.CancellationException e) {
                    return "never";
                }
            });
            assertThat(told.get(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(helps ? "seven 7" : "never");
        }
        assertThat(service.submit(SEVEN).get()).isEqualTo(7);
    }

    /** The end waits for the job, and so the job in vain for the end. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(ALONE)
    void forTheEnd(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        boolean refused = subject.differs(Deviation.OWN_END_IS_NOT_AWAITED);
        Future<String> told = service.submit(() -> {
            service.shutdown();
            try {
                return "ended: " + service.awaitTermination(SHORT_MILLIS, TimeUnit.MILLISECONDS);
            } catch (IllegalStateException e) {
                return "refused";
            }
        });
        assertThat(told.get(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(refused ? "refused" : "ended: false");
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        if (refused) {
            ExecutorService closed = open(subject);
            closed.submit(() -> {
                        ((AutoCloseable) closed).close();
                        return closed.isTerminated();
                    })
                    .get(LONG_SECONDS, TimeUnit.SECONDS);
            assertThat(closed.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
