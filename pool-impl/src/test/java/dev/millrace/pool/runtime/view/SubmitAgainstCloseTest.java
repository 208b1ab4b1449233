package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.contract.Contract;
import dev.millrace.pool.runtime.contract.Other;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Every way in against every way to end, over many pools: each attempt is accepted and accounted for, or refused; what was accepted ran or came back; and once the pool is closed every handle is done.
 */
@Guarded
class SubmitAgainstCloseTest {
    private static final int SUBMITTERS = 2;
    private static final int JOBS = 60;
    private static final int ROUNDS = 100;

    private enum End {
        CLOSE_NOW,
        CLOSE_SLOWLY,
        SHUTDOWN,
        SHUTDOWN_NOW,
        BY_A_JOB,
        BY_SEVERAL
    }

    @InEveryMode
    void eachAttemptHasOneFate(Mode mode, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(ROUNDS); round++) {
            End end = End.values()[round % End.values().length];
            boolean blocks = random.nextBoolean();
            WorkerPool pool = mode.pool("race", 2)
                    .queueCapacity(blocks ? 16 : SUBMITTERS * JOBS)
                    .whenFull(blocks ? WhenFull.block() : WhenFull.reject())
                    .build();
            race(pool, end, random);
        }
    }

    private static void race(WorkerPool pool, End end, SplittableRandom random) throws Exception {
        Ledger ledger = new Ledger(SUBMITTERS * JOBS);
        CyclicBarrier start = new CyclicBarrier(SUBMITTERS + 1);
        AtomicInteger attempts = new AtomicInteger();
        List<Submitter> submitters = new ArrayList<>();
        List<Other<Submitter>> threads = new ArrayList<>();
        for (int i = 0; i < SUBMITTERS; i++) {
            Submitter submitter = new Submitter(pool, ledger.jobs(i * JOBS, (i + 1) * JOBS), random.split(), attempts);
            submitters.add(submitter);
            threads.add(Other.calls(() -> {
                start.await();
                return submitter.submitAll();
            }));
        }
        start.await();
        int until = random.nextInt(SUBMITTERS * JOBS);
        Await.spinning(() -> attempts.get() >= until, () -> attempts + " attempts:" + pool.explain());
        List<Runnable> given = end(pool, end);
        threads.forEach(Other::value);
        DrainReport report = pool.close(Duration.ofSeconds(Contract.LONG_SECONDS));
        for (Submitter submitter : submitters) {
            submitter.handles.forEach(handle ->
                    assertThat(handle.isDone()).as("%s %s", end, handle).isTrue());
        }
        account(pool, ledger, submitters, report, given, end);
    }

    private static List<Runnable> end(WorkerPool pool, End end) throws Exception {
        PoolExecutorService view = pool.asExecutorService();
        switch (end) {
            case CLOSE_NOW -> pool.close(Duration.ZERO);
            case CLOSE_SLOWLY -> pool.close(Duration.ofSeconds(Contract.LONG_SECONDS));
            case SHUTDOWN -> {
                view.shutdown();
                assertThat(view.awaitTermination(Contract.LONG_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
            }
            case SHUTDOWN_NOW -> {
                return view.shutdownNow();
            }
            case BY_A_JOB -> {
                if (!pool.tryExecute(() -> pool.close(Duration.ZERO))) {
                    pool.close();
                }
            }
            case BY_SEVERAL -> {
                Other<List<Runnable>> stops = Other.calls(view::shutdownNow);
                Other<DrainReport> closes = Other.calls(() -> pool.close(Duration.ZERO));
                view.close();
                closes.value();
                return stops.value();
            }
        }
        return List.of();
    }

    private static void account(
            WorkerPool pool,
            Ledger ledger,
            List<Submitter> submitters,
            DrainReport report,
            List<Runnable> given,
            End end) {
        PoolStats.Jobs jobs = pool.stats().jobs(); // refusals go on after the report
        long closers = end == End.BY_A_JOB ? 1 : 0;
        long refused =
                submitters.stream().mapToLong(submitter -> submitter.refused).sum();
        assertThat(report.unaccounted()).as("%s: %s", end, report).isZero();
        assertThat(report.stats().depth().total()).as("%s: %s", end, report).isZero();
        assertThat(jobs.accepted()).as("%s: %s", end, report).isEqualTo(jobs.ended());
        assertThat(jobs.handedBack()).isEqualTo(report.handedBack().size()).isGreaterThanOrEqualTo(given.size());
        assertThat(jobs.attempts() - closers).as("%s: %s", end, report).isEqualTo(SUBMITTERS * (long) JOBS);
        assertThat(jobs.rejected()).as("%s: %s", end, report).isBetween(refused, refused + closers);
        assertThat(ledger.total() + jobs.handedBack())
                .as("%s: %s", end, report)
                .isBetween(jobs.accepted() - closers, jobs.accepted());
        for (int i = 0; i < SUBMITTERS * JOBS; i++) {
            assertThat(ledger.runs(i)).as("runs of %s, %s", i, end).isLessThanOrEqualTo(1);
        }
        long values = submitters.stream()
                .flatMap(submitter -> submitter.handles.stream())
                .filter(handle -> handle.outcome() instanceof Outcome.Value)
                .count();
        assertThat(values).isLessThanOrEqualTo(ledger.total());
        assertThat(report.stats().jobs().ended()).isEqualTo(jobs.ended());
    }

    /** Offers its jobs in every way that there is, and goes on when it is refused. */
    private static final class Submitter {
        final List<JobHandle<?>> handles = new ArrayList<>();
        int refused;
        private final WorkerPool pool;
        private final List<Ledger.Job> jobs;
        private final SplittableRandom random;
        private final AtomicInteger attempts;

        Submitter(WorkerPool pool, List<Ledger.Job> jobs, SplittableRandom random, AtomicInteger attempts) {
            this.attempts = attempts;
            this.pool = pool;
            this.jobs = jobs;
            this.random = random;
        }

        Submitter submitAll() {
            BatchingSubmitter batching = pool.batching(8, Duration.ofSeconds(1));
            for (int at = 0; at < jobs.size(); at++) {
                Ledger.Job job = jobs.get(at);
                attempts.incrementAndGet();
                try {
                    switch (random.nextInt(6)) {
                        case 0 -> pool.execute(job);
                        case 1 -> handles.add(pool.submit(job));
                        case 2 -> batching.add(job);
                        case 3 ->
                            handles.add(batching.submit(() -> {
                                job.run();
                                return job;
                            }));
                        case 4 -> handles.add(pool.asExecutorService().submit(job, job));
                        default ->
                            pool.trySubmit(() -> {
                                        job.run();
                                        return job;
                                    })
                                    .ifPresentOrElse(handles::add, () -> refused++);
                    }
                } catch (RejectedExecutionException e) {
                    refused++;
                }
            }
            return this;
        }
    }
}
