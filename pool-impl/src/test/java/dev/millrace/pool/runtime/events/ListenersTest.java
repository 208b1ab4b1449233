package dev.millrace.pool.runtime.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.WorkerDeath;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** Listeners are told soon, by a thread of their own, and touch neither jobs nor the close. */
@Guarded
class ListenersTest {

    /** Notes deaths, and the thread that told of them. */
    private static final class Deaths implements PoolListener {
        final Queue<WorkerDeath> told = new ConcurrentLinkedQueue<>();
        final Queue<String> by = new ConcurrentLinkedQueue<>();

        @Override
        public void died(WorkerDeath death) {
            by.add(Thread.currentThread().getName());
            told.add(death);
        }
    }

    @InEveryMode
    void areToldOfADeath(Mode mode) {
        Deaths deaths = new Deaths();
        try (WorkerPool pool = mode.pool("told", 2).listener(deaths).build()) {
            pool.execute(Jobs.NOTHING);
            Await.asleep(pool, 2);
            assertThat(PoolThreads.alive("told-listeners"))
                    .as("nothing has happened")
                    .isEmpty();

            pool.execute(Poison::die);

            Await.until(() -> deaths.told.size() == 1, pool::explain);
            WorkerDeath death = deaths.told.element();
            assertThat(death.worker()).startsWith("millrace-told-");
            assertThat(death.cause()).contains("ThreadDeath");
            assertThat(deaths.by).containsExactly("millrace-told-listeners");
        }
        assertThat(PoolThreads.alive("told")).isEmpty();
    }

    @InEveryMode
    void areToldThoughOneBeforeThemThrows(Mode mode) {
        Deaths second = new Deaths();
        PoolListener first = new PoolListener() {
            @Override
            public void died(WorkerDeath death) {
                throw new IllegalStateException("a listener that fails");
            }
        };
        try (WorkerPool pool =
                mode.pool("throws", 2).listener(first).listener(second).build()) {
            pool.execute(Poison::die);
            pool.execute(Poison::die);

            Await.until(() -> second.told.size() == 2, pool::explain);
            assertThat(second.by).containsOnly("millrace-throws-listeners");
        }
    }

    @InEveryMode
    void keepNoJobAndNoCloseWaitingWhenOneBlocks(Mode mode) {
        Gate gate = new Gate();
        PoolListener blocks = new PoolListener() {
            @Override
            public void died(WorkerDeath death) {
                gate.awaitUninterruptibly();
            }
        };
        try (gate) {
            WorkerPool pool = mode.pool("blocks", 2).listener(blocks).build();
            pool.execute(Poison::die);
            gate.entered(pool);
            for (int i = 0; i < 1_000; i++) {
                pool.execute(Jobs.NOTHING);
            }
            Await.until(() -> pool.stats().jobs().completed() == 1_000, pool::explain);

            DrainReport report = pool.close(Duration.ofSeconds(20));

            assertThat(report.stats().state()).isEqualTo(PoolState.TERMINATED);
            assertThat(report.unaccounted()).isZero();
            assertThat(report.stillRunning())
                    .extracting(running -> running.thread().getName())
                    .containsExactly("millrace-blocks-listeners");
        }
    }

    @InEveryMode
    void mayCloseThePool(Mode mode) {
        AtomicReference<WorkerPool> closes = new AtomicReference<>();
        PoolListener closer = new PoolListener() {
            @Override
            public void died(WorkerDeath death) {
                closes.get().close();
            }
        };
        WorkerPool pool = mode.pool("closes", 2).listener(closer).build();
        closes.set(pool);

        pool.execute(Poison::die);

        Await.until(() -> pool.state() == PoolState.TERMINATED, pool::explain);
        assertThat(pool.stats().jobs().failed()).isEqualTo(1);
    }

    @InEveryMode
    void areToldOfWhatHappenedBeforeTheClose(Mode mode) {
        Deaths deaths = new Deaths();
        WorkerPool pool = mode.pool("last", 2).listener(deaths).build();
        for (int i = 0; i < 5; i++) {
            pool.execute(Poison::die);
        }
        pool.close();

        assertThat(deaths.told).hasSize((int) pool.stats().workers().deaths());
        assertThat(deaths.told).isNotEmpty();
    }
}
