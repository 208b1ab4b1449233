package dev.millrace.pool.runtime.interleave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Workers that come and go. */
@Guarded
class ResizeCasesTest {
    private static final int SEEDS = 60;

    @Test
    void growWhileShutdown() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(4);
            WorkerPool pool = stage.pool(2, builder -> builder.workers(2, 4));
            stage.actor("submitter", () -> {
                ledger.jobs(0, 4).forEach(pool::execute);
                pool.asExecutorService().shutdown();
            });
            stage.actor("resizer", () -> {
                try {
                    pool.resize(4, 4);
                } catch (IllegalStateException tooLate) {
                    assertThat(tooLate).hasMessageEndingWith("is closed");
                }
            });
            stage.awaitEnd(pool);
            stage.play();
            ledger.assertEachRanOnce();
            assertThat(pool.stats().workers().threads()).isZero();
        });
    }

    @Test
    void shrinkWhileDispatching() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(10);
            WorkerPool pool = stage.pool(4, builder -> builder.workers(2, 4));
            stage.actor("resizer", () -> {
                pool.resize(4, 4);
                stage.step("grown");
                pool.resize(2, 2);
            });
            submit(stage, pool, ledger);
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    /** The worker that is told to leave has jobs in its lane, and others come for them. */
    @Test
    void retireLaneWhileStealing() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(10);
            WorkerPool pool = stage.pool(3, builder -> builder.workers(2, 3));
            pool.resize(3, 3);
            ledger.jobs(0, 10).forEach(pool::execute);
            stage.actor("resizer", () -> {
                stage.step("shrink");
                pool.resize(2, 2);
            });
            stage.actor("reader", () -> stage.await("all", () -> ledger.total() == 10));
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    @Test
    void metricsReadDuringResize() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(10);
            AtomicBoolean over = new AtomicBoolean();
            WorkerPool pool = stage.pool(4, builder -> builder.workers(2, 4));
            stage.actor("resizer", () -> {
                pool.resize(4, 4);
                pool.resize(2, 2);
                over.set(true);
            });
            stage.actor("reader", () -> {
                PoolStats earlier = pool.stats();
                for (int reading = 0; reading < 8 || !over.get(); reading++) {
                    stage.spin("read");
                    PoolStats now = pool.stats();
                    Accounts.assertConsistent(earlier, now);
                    assertThat(now.workers().target()).isBetween(2, 4);
                    earlier = now;
                }
            });
            submit(stage, pool, ledger);
            stage.play();
            ledger.assertEachRanOnce();
        });
    }

    private static void submit(Stage stage, WorkerPool pool, Ledger ledger) {
        stage.actor("submitter", () -> {
            pool.executeAll(ledger.jobs(0, 4));
            ledger.jobs(4, 10).forEach(pool::execute);
            stage.await("all", () -> ledger.total() == 10);
        });
    }
}
