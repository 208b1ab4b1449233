package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;

/** Submits against a shutdownNow, and shutdownNows against each other: over many services, since each can be shut once. */
class ShutdownRacesTest extends Contract {
    private static final int JOBS = 40;

    /** Each job ran, was given back, or was refused: one of the three. */
    @OnEverySubject
    void executeAgainstShutdownNow(Subject subject, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(60); round++) {
            ExecutorService service = subject.open(new Setup(Subject.CAPACITY, threads));
            Ledger ledger = new Ledger(2 * JOBS);
            CyclicBarrier start = new CyclicBarrier(3);
            List<Other<Integer>> submitters = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                List<Ledger.Job> mine = ledger.jobs(i * JOBS, (i + 1) * JOBS);
                boolean submits = random.nextBoolean();
                submitters.add(Other.calls(() -> {
                    start.await();
                    return accepted(service, mine, submits);
                }));
            }
            int until = random.nextInt(2 * JOBS);
            int spins = random.nextInt(2_000);
            boolean orderly = random.nextBoolean();
            start.await();
            Await.spinning(() -> ledger.total() >= until, () -> ledger.total() + " ran");
            if (orderly) {
                service.shutdown();
            }
            spin(spins);
            List<Runnable> unrun = service.shutdownNow();
            int accepted = 0;
            for (Other<Integer> submitter : submitters) {
                accepted += submitter.value();
            }
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(ledger.total() + unrun.size()).isEqualTo(accepted);
            long ran = ledger.total();
            unrun.forEach(Runnable::run);
            assertThat(ledger.total()).as("what was given back had not run").isEqualTo(ran + unrun.size());
            for (int i = 0; i < 2 * JOBS; i++) {
                assertThat(ledger.runs(i)).isLessThanOrEqualTo(1);
            }
            subject.assertAccounted(service);
        }
    }

    private static int accepted(ExecutorService service, List<Ledger.Job> jobs, boolean submits) {
        int accepted = 0;
        for (Ledger.Job job : jobs) {
            try {
                if (submits) {
                    service.submit(job);
                } else {
                    service.execute(job);
                }
                accepted++;
            } catch (RejectedExecutionException e) {
                assertThat(service.isShutdown()).isTrue();
            }
        }
        return accepted;
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** Of those who shut it down each gets other jobs, and together they get all; no future among them is done. */
    @OnEverySubject
    void shutdownNowAgainstShutdownNow(Subject subject, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(60); round++) {
            ExecutorService service = subject.open(new Setup(Subject.CAPACITY, threads));
            Ledger ledger = new Ledger(JOBS);
            try (Hold hold = Hold.all(service, subject)) {
                for (Ledger.Job job : ledger.jobs(0, JOBS)) {
                    if (random.nextBoolean()) {
                        service.submit(job);
                    } else {
                        service.execute(job);
                    }
                }
                if (random.nextBoolean()) {
                    service.shutdown();
                }
                CyclicBarrier start = new CyclicBarrier(2);
                Other<List<Runnable>> other = Other.calls(() -> {
                    start.await();
                    return service.shutdownNow();
                });
                start.await();
                List<Runnable> mine = service.shutdownNow();
                Map<Runnable, Boolean> all = new IdentityHashMap<>();
                mine.forEach(job -> all.put(job, true));
                other.value().forEach(job -> all.put(job, true));
                assertThat(mine.size() + other.value().size()).isEqualTo(JOBS);
                assertThat(all).hasSize(JOBS);
                assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                for (Runnable job : all.keySet()) {
                    assertThat(job instanceof RunnableFuture<?> future && future.isDone())
                            .isFalse();
                    job.run();
                }
                ledger.assertEachRanOnce();
                assertThat(hold.held()).isEqualTo(subject.workers());
            }
            subject.assertAccounted(service);
        }
    }

    /** Once terminated it stays so, and nobody who waits for it is forgotten. */
    @OnEverySubject
    void allWaysToEndAgainstEachOther(Subject subject, Seed seed) throws Exception {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(60); round++) {
            ExecutorService service = subject.open(new Setup(Subject.CAPACITY, threads));
            Ledger ledger = new Ledger(JOBS);
            ledger.jobs(0, JOBS).forEach(service::execute);
            CyclicBarrier start = new CyclicBarrier(3);
            int spins = random.nextInt(10_000);
            Other<Boolean> waits = Other.calls(() -> {
                start.await();
                return service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS) && service.isTerminated();
            });
            Other<Integer> stops = Other.calls(() -> {
                start.await();
                spin(spins);
                int given = service.shutdownNow().size();
                return service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS) ? given : -1;
            });
            start.await();
            service.shutdown();
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(waits.value()).isTrue();
            assertThat(stops.value() + ledger.total()).isEqualTo(JOBS);
            assertThat(service.isTerminated()).isTrue();
            subject.assertAccounted(service);
        }
    }
}
