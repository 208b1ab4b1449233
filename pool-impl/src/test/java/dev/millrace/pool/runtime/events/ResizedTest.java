package dev.millrace.pool.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners are told of each change of the size and of decisions that could not be had, and of nothing that changed nothing. */
@Guarded
class ResizedTest {

    /** Wants one worker more each time, and fails at the second size. */
    private static final class Growing implements SizingPolicy {
        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            if (now.workers() == now.maxWorkers()) {
                throw new IllegalStateException("no idea");
            }
            return new SizingDecision(now.workers() + 1, "one more");
        }

        @Override
        public Duration period() {
            return Duration.ofMillis(5);
        }
    }

    @InEveryMode
    void tellsOfChangesAndFailures(Mode mode) {
        int least = mode.leastWorkers();
        List<SizingRecord> told = new CopyOnWriteArrayList<>();
        PoolListener listener = new PoolListener() {
            @Override
            public void resized(SizingRecord record) {
                told.add(record);
            }
        };
        WorkerPool pool = mode.pool("resized", least)
                .workers(least, least + 2)
                .listener(listener)
                .build();
        try (Gate gate = Gate.holding(pool, least)) {
            pool.resize(least + 1, least + 2);
            pool.pause();
            pool.resume();
            pool.sizing(new Growing());
            Await.until(() -> told.stream().anyMatch(record -> record.cause() == Cause.FAILED), pool::explain);
            assertThat(told.get(0).cause()).isEqualTo(Cause.HAND);
            assertThat(told.get(0).to()).isEqualTo(least + 1);
            List<SizingRecord> changes =
                    told.stream().filter(record -> record.from() != record.to()).toList();
            assertThat(changes)
                    .as("each change once, in their order")
                    .extracting(SizingRecord::reason)
                    .containsExactly("resize(" + (least + 1) + ", " + (least + 2) + ")", "one more");
            assertThat(told)
                    .filteredOn(record -> record.from() == record.to())
                    .extracting(SizingRecord::cause)
                    .isSubsetOf(Cause.FAILED, Cause.LATE);
            assertThat(pool.stats().flow().resizes()).isEqualTo(2);
            assertThat(pool.stats().resizes().grownByHand()).isEqualTo(1);
            assertThat(pool.stats().resizes().grownByPolicy()).isEqualTo(1);
            gate.open();
        }
        pool.close();
    }
}
