package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a deadline makes of inputs, whatever their jobs make of the interrupt. */
@Guarded
class MapDeadlineTest {
    private static final int ROUNDS = 100;
    private static final FanOut SHORT = FanOut.collectAll().within(Duration.ofMillis(5));

    @Test
    void shouldTellThatTheTimeWasOverAndNotThatAJobWasInterrupted() {
        try (WorkerPool pool = WorkerPool.builder("deadline").workers(4).build()) {
            for (int round = 0; round < ROUNDS; round++) {
                FanResults<Integer, Object> results = pool.map(List.of(1, 2, 3, 4, 5, 6), MapDeadlineTest::hang, SHORT);

                assertThat(results.stream().map(FanResult::outcome))
                        .allMatch(end -> end instanceof Outcome.TimedOut || end instanceof Outcome.Expired);
            }
        }
    }

    @Test
    void shouldTellThatItExpiredInTheQueue() {
        try (WorkerPool pool = WorkerPool.builder("deadline").workers(1).build();
                Gate gate = new Gate()) {
            pool.execute(gate::awaitUninterruptibly);
            for (int round = 0; round < ROUNDS; round++) {
                FanResults<Integer, Object> results = pool.map(List.of(1, 2, 3), MapDeadlineTest::hang, SHORT);

                assertThat(results.stream().map(FanResult::outcome)).allMatch(Outcome.Expired.class::isInstance);
            }
            gate.open();
        }
    }

    private static Object hang(int input) throws InterruptedException {
        Thread.sleep(60_000);
        return input;
    }
}
