package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A pool tells when it has been closed, and is closed by a signal. */
@Guarded
class WhenClosedTest {

    private static DrainReport end(WorkerPool pool) {
        try {
            return pool.whenClosed().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(pool.explain(), e);
        }
    }

    @InEveryMode
    void shouldTellOfEveryWayToClose(Mode mode) {
        WorkerPool closed = mode.pool("closed", 2).build();
        assertThat(closed.whenClosed().toCompletableFuture()).isNotDone();
        DrainReport report = closed.close(Duration.ofSeconds(20));
        assertThat(end(closed)).isSameAs(report);

        WorkerPool shutDown = mode.pool("shutdown", 2).build();
        shutDown.asExecutorService().shutdown();
        assertThat(end(shutDown).complete()).isTrue();

        WorkerPool stopped = mode.pool("stopped", 2).build();
        stopped.asExecutorService().shutdownNow();
        assertThat(end(stopped).stats().state()).isEqualTo(PoolState.TERMINATED);

        WorkerPool signalled = mode.pool("signalled", 2).build();
        CompletableFuture<Void> done = new CompletableFuture<>();
        signalled.closeWhen(done);
        Ledger ledger = new Ledger(100);
        signalled.executeAll(ledger.jobs(0, 100));
        done.complete(null);
        assertThat(end(signalled).complete()).isTrue();
        ledger.assertEachRanOnce();
    }

    @Test
    void shouldKeepTheDeadlineOfTheBuilderWhenClosedBySignal() {
        Gate gate = new Gate();
        WorkerPool pool = WorkerPool.builder("deadline")
                .workers(1)
                .closeDeadline(Duration.ofMillis(20))
                .build();
        pool.execute(gate);
        gate.entered(pool);
        Ledger ledger = new Ledger(3);
        pool.executeAll(ledger.jobs(0, 3));
        pool.closeWhen(CompletableFuture.completedFuture("now"));
        assertThat(end(pool).handedBack()).hasSize(3);
        assertThat(ledger.total()).isZero();
    }

    @Test
    void shouldLetNobodyCompleteItAndDependOnTheEnd() {
        WorkerPool pool = WorkerPool.builder("others").workers(1).build();
        AtomicReference<DrainReport> again = new AtomicReference<>();
        pool.whenClosed().thenAccept(report -> again.set(pool.close(Duration.ZERO)));
        pool.whenClosed().thenAccept(report -> {
            throw new IllegalStateException("a dependent's");
        });
        assertThat(pool.whenClosed().toCompletableFuture().complete(null))
                .as("a copy")
                .isTrue();
        assertThat(pool.whenClosed().toCompletableFuture()).isNotDone();
        DrainReport report = pool.close(Duration.ofSeconds(20));
        assertThat(again.get()).as("a close inside the end gets the report").isSameAs(report);
        assertThat(end(pool)).isSameAs(report);
    }
}
