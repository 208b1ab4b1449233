package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thread is held where it hurts, for as long as the test likes: what needs it waits, all else goes on, and nothing is lost. */
@Guarded
class HeldAtAPointTest {
    private final Ledger ledger = new Ledger(1_000);

    private void awaitRuns(WorkerPool pool, int jobs) {
        Await.until(() -> ledger.total() == jobs, () -> ledger.total() + " of " + jobs + "\n" + pool.explain());
    }

    private static void assertDrained(WorkerPool pool, Ledger ledger, int jobs) {
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        assertThat(ledger.total()).isEqualTo(jobs);
        for (int i = 0; i < jobs; i++) {
            assertThat(ledger.runs(i)).as("runs of job %s", i).isEqualTo(1);
        }
    }

    static Stream<Arguments> modesAndSteps() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(Point.SCAN_EMPTY, Point.SLEEP_ANNOUNCED, Point.SLEEP_COUNTED, Point.PARK)
                        .map(point -> Arguments.of(mode, point)));
    }

    /** The job comes between the last look and the park of the only worker that is free. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("modesAndSteps")
    void f1AWorkerThatLiesDown(Mode mode, Point point) {
        try (WorkerPool pool = mode.pool("held", mode.leastWorkers()).build();
                Holder holder = Holder.at(point, Holder::isWorker);
                Gate others = Gate.holding(pool, mode.leastWorkers() - 1)) {
            holder.arm();
            pool.execute(ledger.job(0)); // after it the worker lies down
            holder.reached(pool);
            pool.execute(ledger.job(1));
            assertThat(ledger.runs(1)).isZero();
            holder.release();
            awaitRuns(pool, 2);
            others.open();
            assertDrained(pool, ledger, 2);
        }
    }

    /** The last searcher has found a job and left; the next job comes before it has looked again. */
    @InEveryMode
    void f4TheLastSearcherThatLeaves(Mode mode) {
        int workers = 2;
        try (WorkerPool pool = mode.pool("held", workers).build();
                Holder holder = Holder.at(Point.SEARCH_LEFT, Holder::isWorker)) {
            Await.asleep(pool, workers);
            holder.arm();
            pool.execute(ledger.job(0));
            holder.reached(pool);
            pool.execute(ledger.job(1));
            Await.until(() -> ledger.runs(1) == 1, pool::explain);
            assertThat(holder.isHolding()).as("another worker was woken for it").isTrue();
            holder.release();
            assertDrained(pool, ledger, 2);
        }
    }

    /** Its job is accepted and in nobody's sight; those of others pass it. A close waits for it. */
    @InEveryMode
    void f12ASubmitterBetweenAdmissionAndQueue(Mode mode) {
        try (WorkerPool pool = mode.pool("held", mode.leastWorkers()).build();
                Holder holder =
                        Holder.at(Point.ADMITTED, thread -> thread.getName().equals("held-submitter"))) {
            holder.arm();
            Thread submitter = new Thread(() -> pool.execute(ledger.job(0)), "held-submitter");
            submitter.start();
            holder.reached(pool);
            ledger.jobs(1, 101).forEach(pool::execute);
            awaitRuns(pool, 100);
            assertThat(pool.stats().depth().total()).isEqualTo(1);
            Thread closer = new Thread(() -> pool.close(Duration.ofSeconds(20)), "held-closer");
            closer.start();
            Await.until(() -> pool.state().name().equals("DRAINING"), pool::explain);
            holder.release();
            Await.end(submitter);
            Await.end(closer);
            assertDrained(pool, ledger, 101);
        }
    }

    static Stream<Arguments> dispatchersSteps() {
        return Stream.of(Point.PRODUCER_TAKEN, Point.ROUTED, Point.LANE_FILLED).map(Arguments::of);
    }

    /** What lies in lanes is run, what comes is refused when the bound is reached, and the size stays as it is. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dispatchersSteps")
    void f16ADispatcherThatStalls(Point point) {
        int capacity = 16;
        try (WorkerPool pool = Mode.DEDICATED_1
                        .pool("held", 2)
                        .queueCapacity(capacity)
                        .whenFull(WhenFull.reject())
                        .build();
                Holder holder = Holder.at(point, Holder::isDispatcher)) {
            Gate gate = Gate.holding(pool, 2);
            ledger.jobs(0, 8).forEach(pool::execute);
            Await.until(() -> pool.stats().depth().lanes() > 0, pool::explain);
            holder.arm();
            gate.open();
            AtomicInteger accepted = new AtomicInteger(8);
            Await.until(
                    () -> {
                        boolean more = pool.tryExecute(ledger.job(accepted.get()));
                        accepted.addAndGet(more ? 1 : 0);
                        return !more
                                && holder.isHolding()
                                && pool.stats().workers().busy() == 0;
                    },
                    pool::explain);
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> pool.execute(() -> {}))
                    .withMessageContaining("is full");
            assertThat(pool.stats().depth().total()).isEqualTo(capacity);
            assertThat(pool.stats().workers().live()).isEqualTo(2);
            holder.release();
            awaitRuns(pool, accepted.get());
            assertDrained(pool, ledger, accepted.get());
        }
    }
}
