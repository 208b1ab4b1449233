package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.PoolListener;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.Thresholds;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Run in a JVM of its own: a light load on pools of each mode, by every way in, with rests in between in which all workers fall asleep. Each job is counted apart from the pool. Said {@code go N}, it answers {@code went N} when
 * each pool has done some hundred jobs more; said {@code end}, it closes the pools, checks that each job ran once, and tells of each pool what else there was.
 */
final class LoadProbe implements PoolListener {
    private static final int MOST_JOBS = 1_000_000;
    private static final int PROGRESS = 200;
    private static final Thresholds SIZING =
            SizingPolicy.thresholds().period(Duration.ofMillis(100)).growAfterSamples(1);

    private final Ledger ledger = new Ledger(MOST_JOBS);
    private final AtomicInteger stuck = new AtomicInteger();
    private final Mode mode;
    private final WorkerPool pool;
    private final Thread submitter;
    /** Written by the submitter, read when that has ended, and for progress. */
    private volatile int submitted;

    private volatile boolean over;
    private volatile Throwable failure;

    private LoadProbe(Mode mode) {
        this.mode = mode;
        this.pool = mode.pool("probe-" + mode.name().toLowerCase(Locale.ROOT), 2)
                .workers(2, 4)
                .sizing(SIZING)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofSeconds(2)))
                .listener(this)
                .build();
        this.submitter = new Thread(this::submitAll, "submitter-" + mode);
        submitter.start();
    }

    public static void main(String[] args) throws IOException {
        List<LoadProbe> probes = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            probes.add(new LoadProbe(mode));
        }
        probes.forEach(LoadProbe::progress);
        System.out.println("processors " + Runtime.getRuntime().availableProcessors() + ", most workers by default "
                + WorkerPool.builder("default").config().maxWorkers());
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null && !order.equals("end"); order = orders.readLine()) {
            probes.forEach(LoadProbe::progress);
            System.out.println(order.replace("go", "went"));
        }
        for (LoadProbe probe : probes) {
            System.out.println(probe.end());
        }
        System.out.println("verified");
    }

    @Override
    public void stuck(StuckJob job) {
        stuck.incrementAndGet();
    }

    private void progress() {
        int before = submitted;
        Await.until(
                () -> submitted >= before + PROGRESS || failure != null || submitted == MOST_JOBS,
                () -> submitted + " after " + before + "\n" + pool.explain());
        assertThat(failure).isNull();
    }

    private void submitAll() {
        try {
            while (!over && submitted <= MOST_JOBS - 10) {
                submitSome();
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    private void submitSome() throws InterruptedException {
        int first = submitted;
        pool.execute(ledger.job(first));
        pool.executeAll(ledger.jobs(first + 1, first + 5));
        pool.keyed("key").execute(ledger.job(first + 5));
        JobHandle<?> outer = pool.submit(() -> {
            JobHandle<?> inner = pool.submit(ledger.job(first + 6));
            Await.until(inner::isDone, pool::explain);
            ledger.ran(first + 7);
        });
        pool.map(Collections.nCopies(2, first), input -> input).values();
        Await.until(outer::isDone, pool::explain);
        pool.execute(ledger.job(first + 8));
        if (first % 4 == 0) {
            Await.until(this::rests, pool::explain);
        }
        TimeUnit.MICROSECONDS.sleep(500);
        submitted = first + 9;
    }

    /** Asked from time to time, not in a loop: the processor's time may be what is short. */
    private boolean rests() {
        PoolStats stats = pool.stats();
        return stats.jobs().ended() == stats.jobs().accepted()
                && stats.workers().sleeping() == stats.workers().live();
    }

    private String end() {
        over = true;
        Await.end(submitter);
        assertThat(failure).isNull();
        long grown = decisions(SizingRecord.Cause.POLICY);
        long late = decisions(SizingRecord.Cause.LATE);
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        for (int i = 0; i < submitted; i++) {
            assertThat(ledger.runs(i)).as("runs of job %s", i).isEqualTo(1);
        }
        assertThat(ledger.total()).isEqualTo(submitted);
        return mode + ": grown " + grown + ", late " + (late > 0) + ", deaths "
                + report.stats().workers().deaths() + ", stuck " + stuck;
    }

    private long decisions(SizingRecord.Cause cause) {
        return pool.decisions().stream()
                .filter(record -> record.cause() == cause)
                .filter(record -> cause != SizingRecord.Cause.POLICY || record.to() > record.from())
                .count();
    }
}
