package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.PoolThreads;
import dev.millrace.pool.runtime.support.Told;
import incidents.DeadUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** While jobs are stuck, spare workers stand in for theirs. */
@Guarded
class StandInTest {
    private static final Duration AFTER = Duration.ofMillis(40);

    private final Told told = new Told();
    private final DeadUrl url = new DeadUrl();

    /** The crawler's incident: every worker hangs on one dead host, and nothing else is crawled any more. */
    @InEveryMode
    void thePoolGoesOnThoughAllWorkersHang(Mode mode) throws Exception {
        try (WorkerPool pool = crawler(mode)) {
            replay(pool);
        }
        assertThat(PoolThreads.alive("crawler")).isEmpty();
    }

    private WorkerPool crawler(Mode mode) {
        return mode.pool("crawler", 64)
                .queueCapacity(4_096)
                .stuckJobs(StuckJobs.reportAfter(AFTER).spares(8))
                .listener(told)
                .build();
    }

    private void replay(WorkerPool pool) throws Exception {
        int workers = 64;
        int pages = 2_000;
        AtomicInteger crawled = new AtomicInteger();
        for (int i = 0; i < workers; i++) {
            pool.execute(url::fetch);
        }
        Await.until(() -> url.open() == workers, pool::explain);
        List<JobHandle<?>> handles = new ArrayList<>();
        for (int i = 0; i < pages; i++) {
            handles.add(pool.submit(crawled::incrementAndGet));
        }

        for (JobHandle<?> handle : handles) {
            handle.get();
        }

        assertThat(crawled).hasValue(pages);
        Await.until(() -> told.stuck.size() == workers, pool::explain);
        assertThat(told.stuck)
                .allSatisfy(job -> assertThat(job.stack())
                        .anyMatch(frame -> frame.getClassName().equals("incidents.DeadUrl")))
                .extracting(StuckJob::worker)
                .doesNotHaveDuplicates();
        assertThat(pool.stats().workers().stuck()).isEqualTo(workers);
        Await.until(() -> pool.stats().workers().spares() == 8, pool::explain);
        Await.until(() -> pool.stats().workers().threads() == workers + 8, pool::explain);
        assertThat(pool.explain()).contains("spare workers asked for: 8");

        url.shutDown();

        Await.until(() -> told.freed.size() == workers, pool::explain);
        Await.until(
                () -> pool.stats().workers().live() == workers
                        && pool.stats().workers().threads() == workers
                        && pool.stats().workers().spares() == 0,
                pool::explain);
        assertThat(pool.stats().workers().target()).isEqualTo(workers);
        assertThat(pool.stuckJobs()).isEmpty();
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.stats().jobs().completed()).isEqualTo(workers + pages);
        assertThat(report.stats().workers().deaths()).isZero();
    }

    /** One for each that hangs, and no more than were allowed. */
    @InEveryMode
    void asManyComeAsHang(Mode mode) {
        DeadUrl other = new DeadUrl();
        try (WorkerPool pool = mode.pool("one", 4)
                .stuckJobs(StuckJobs.reportAfter(AFTER).spares(2))
                .listener(told)
                .build()) {
            pool.execute(url::fetch);
            Await.until(
                    () -> pool.stats().workers().spares() == 1
                            && pool.stats().workers().live() == 5,
                    pool::explain);
            pool.execute(other::fetch);
            Await.until(() -> pool.stats().workers().live() == 6, pool::explain);
            pool.execute(url::fetch);
            Await.until(() -> told.stuck.size() == 3, pool::explain);
            assertThat(pool.stats().workers().spares()).isEqualTo(2);
            other.shutDown();
            Await.until(() -> told.freed.size() == 1, pool::explain);
            assertThat(pool.stats().workers().spares()).isEqualTo(2);
            url.shutDown();
            Await.until(() -> pool.stats().workers().threads() == 4, pool::explain);
        }
    }

    /** Those that hang leave first: the spare one stays, and with it the pool goes on. */
    @InEveryMode
    void aPoolThatShrinksKeepsThoseThatDoNotHang(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("keeps", 4)
                .workers(4, 8)
                .stuckJobs(StuckJobs.reportAfter(AFTER).spares(1))
                .listener(told)
                .build()) {
            for (int i = 0; i < 4; i++) {
                pool.execute(url::fetch);
            }
            Await.until(() -> told.stuck.size() == 4 && pool.stats().workers().live() == 5, pool::explain);

            pool.resize(2, 2);

            JobHandle<Integer> goesOn = pool.submit(() -> 1);
            Await.until(goesOn::isDone, pool::explain);
            assertThat(goesOn.get()).isEqualTo(1);
            url.shutDown();
            Await.until(() -> pool.stats().workers().threads() == 2, pool::explain);
        }
    }

    /** A worker that was told to leave while its job hangs is missed by nobody. */
    @InEveryMode
    void aPoolThatShrinksKeepsNoSpareForWhoLeaves(Mode mode) {
        try (WorkerPool pool = mode.pool("shrinks", 4)
                .workers(4, 8)
                .stuckJobs(StuckJobs.reportAfter(AFTER).spares(8))
                .listener(told)
                .build()) {
            for (int i = 0; i < 4; i++) {
                pool.execute(url::fetch);
            }
            Await.until(() -> pool.stats().workers().live() == 8, pool::explain);
            assertThat(pool.stats().workers().spares()).isEqualTo(4);

            pool.resize(2, 2);

            Await.until(() -> pool.stats().workers().threads() == 6, pool::explain);
            AtomicInteger ran = new AtomicInteger();
            pool.execute(ran::incrementAndGet);
            Await.until(() -> ran.get() == 1, pool::explain);
            url.shutDown();
            Await.until(() -> pool.stats().workers().threads() == 2, pool::explain);
            assertThat(pool.stats().workers().spares()).isZero();
        }
    }
}
