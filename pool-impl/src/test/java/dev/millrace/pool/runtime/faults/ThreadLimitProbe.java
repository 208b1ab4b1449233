package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Run in a JVM whose threads become limited, and are so no more, when it says so: at a growth, at the replacement of a worker, and at the start of a pool. */
final class ThreadLimitProbe {
    private static final int WORKERS = 2;
    private static final int LARGE = 400;
    private static final int JOBS = 300;

    private ThreadLimitProbe() {}

    public static void main(String[] args) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Ledger ledger = new Ledger(3 * JOBS);
        WorkerPool pool = Mode.COOPERATIVE
                .pool("limit", WORKERS)
                .workers(WORKERS, LARGE)
                .laneCapacity(4)
                .daemon(true)
                .build();
        pool.executeAll(ledger.jobs(0, JOBS));
        System.out.println("limit");
        orders.readLine();

        pool.resize(LARGE, LARGE);
        assertThat(pool.decisions())
                .anySatisfy(record -> assertThat(record.cause()).isEqualTo(SizingRecord.Cause.FAILED));
        int live = pool.stats().workers().live();
        assertThat(live).isLessThan(LARGE);
        pool.execute(new Poison()); // whose successor cannot be made
        pool.executeAll(ledger.jobs(JOBS, 2 * JOBS));
        Await.until(() -> ledger.total() == 2 * JOBS, pool::explain);
        try {
            WorkerPool other =
                    Mode.COOPERATIVE.pool("other", LARGE).laneCapacity(4).build();
            System.out.println("unlimited " + other.close(Duration.ZERO));
        } catch (IllegalStateException e) {
            System.out.println("refused: " + e.getMessage() + ", by " + e.getCause());
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("millrace-other-") && thread.isAlive());
        }
        System.out.println("free");
        orders.readLine();

        Await.until(
                () -> {
                    pool.execute(
                            () -> {}); // there was no thread for the timer either, so it is workers at work who try
                    // again
                    return pool.stats().workers().live() == LARGE;
                },
                pool::explain);
        pool.executeAll(ledger.jobs(2 * JOBS, 3 * JOBS));
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        ledger.assertEachRanOnce();
        System.out.println("verified");
    }
}
