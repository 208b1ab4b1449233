package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** An interrupt is for one job: it reaches that one, and no other. */
class InterruptsTest extends Contract {

    @OnEverySubject
    void aJobBeginsWithoutOne(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger flags = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < subject.workers(); i++) {
                service.execute(() -> Thread.currentThread().interrupt());
                service.submit(() -> Thread.currentThread().interrupt());
                service.submit(() -> {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted");
                });
                service.submit(() -> flags.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0));
            }
            service.submit(() -> flags.addAndGet(Thread.interrupted() ? 1 : 0)).get();
        }
        drain(service);
        assertThat(flags).hasValue(0);
    }

    /** Of two kinds of jobs by turns, one is cancelled at any moment of its course; the other must not notice. */
    @OnEverySubject
    void aCancelReachesNobodyElse(Subject subject, Seed seed) throws Exception {
        ExecutorService service = open(subject);
        SplittableRandom random = seed.random(0);
        AtomicInteger disturbed = new AtomicInteger();
        Ledger bystanders = new Ledger(Scale.rounds(1_500));
        for (int i = 0; i < Scale.rounds(1_500); i++) {
            int number = i;
            int runs = random.nextInt(300);
            Future<?> victim = service.submit(() -> spin(runs));
            Future<?> bystander = service.submit(() -> {
                spin(100);
                if (Thread.interrupted()) {
                    disturbed.incrementAndGet();
                }
                bystanders.ran(number);
            });
            spin(random.nextInt(600));
            victim.cancel(true);
            if (i % 8 == 0) {
                bystander.get();
            }
        }
        drain(service);
        assertThat(disturbed).hasValue(0);
        bystanders.assertEachRanOnce();
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    /** An interrupted submitter is admitted where there is room, and stays interrupted. */
    @OnEverySubject
    void anInterruptedSubmitterIsServed(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        Ledger ledger = new Ledger(30);
        List<Future<?>> futures = new ArrayList<>();
        AtomicInteger flags = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            for (Ledger.Job job : ledger.jobs(0, 30)) {
                service.execute(() -> flags.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0));
                futures.add(service.submit(job));
            }
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        for (Future<?> future : futures) {
            future.get();
        }
        drain(service);
        ledger.assertEachRanOnce();
        assertThat(flags).hasValue(0);
    }

    /** shutdownNow reaches all that run, each once, and no job begins after it; shutdown reaches none. */
    @OnEverySubject
    void anEndReachesThoseThatRun(Subject subject) throws Exception {
        for (int round = 0; round < Scale.rounds(20); round++) {
            ExecutorService service = open(subject);
            Ledger late = new Ledger(20);
            try (Hold hold = Hold.all(service, subject)) {
                late.jobs(0, 20).forEach(service::execute);
                service.shutdown();
                assertThat(hold.interrupted()).isZero();
                assertThat(service.shutdownNow()).hasSize(20);
                drain(service);
                assertThat(hold.interrupted()).isEqualTo(subject.workers());
            }
            assertThat(late.total()).isZero();
        }
    }
}
