package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.Collections;

/** Each policy in a pool: it grows while jobs wait, shrinks to the least after them, and says why. */
@Guarded
class PoliciesLiveTest {
    private static final Duration QUICK = Duration.ofMillis(10);
    private static final int MORE = 6;

    private static void growsAndShrinks(Mode mode, SizingPolicy policy, String reason) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("policies", least)
                        .workers(least, least + MORE)
                        .queueCapacity(50)
                        .sizing(policy)
                        .build();
                Gate gate = Gate.holding(pool, least)) {
            pool.executeAll(Collections.nCopies(50, gate));
            Await.until(() -> pool.stats().workers().target() == least + MORE, pool::explain);
            assertThat(pool.decisions())
                    .filteredOn(record -> record.to() > record.from())
                    .isNotEmpty()
                    .allSatisfy(record -> {
                        assertThat(record.cause()).isEqualTo(SizingRecord.Cause.POLICY);
                        assertThat(record.reason()).contains(reason);
                    });

            gate.open();
            Await.until(() -> pool.stats().workers().target() == least, pool::explain);
            Await.until(() -> pool.stats().workers().live() == least, pool::explain);
            assertThat(pool.stats().jobs().completed()).isEqualTo(least + 50L);
        }
    }

    @InEveryMode
    void demand(Mode mode) {
        growsAndShrinks(mode, SizingPolicy.demand(), "jobs would wait");
    }

    @InEveryMode
    void tokens(Mode mode) {
        growsAndShrinks(mode, SizingPolicy.tokens(100, 2).period(QUICK).shrinkAfter(QUICK), "nobody is idle");
    }

    @InEveryMode
    void thresholds(Mode mode) {
        growsAndShrinks(mode, SizingPolicy.thresholds().period(QUICK).shrinkAfter(QUICK), "is above 0.80");
    }
}
