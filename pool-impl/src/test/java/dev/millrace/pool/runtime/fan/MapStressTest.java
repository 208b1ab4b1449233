package dev.millrace.pool.runtime.fan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Many mappings at once, of all sizes and ends, on a pool that has other work and changes its size: each input is run at most once, and each has the one outcome that it had. */
@Guarded
class MapStressTest {

    @InEveryMode
    void shouldGiveEachInputItsOwnOutcome(Mode mode, Seed seed) {
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        WorkerPool pool =
                mode.pool("stress", 3).queueCapacity(8).laneCapacity(4).build();
        DrainReport report;
        try (pool) {
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                SplittableRandom random = seed.random(caller);
                callers.add(new Thread(() -> {
                    try {
                        for (int round = 0; round < Scale.rounds(150); round++) {
                            one(pool, random);
                        }
                    } catch (Throwable failure) {
                        wrong.add(failure);
                    }
                }));
            }
            callers.forEach(Thread::start);
            SplittableRandom random = seed.random(99);
            while (callers.stream().anyMatch(Thread::isAlive)) {
                pool.resize(mode.leastWorkers(), mode.leastWorkers() + random.nextInt(4));
                pool.execute(() -> {});
            }
            Await.end(callers);
            report = pool.close(Duration.ofSeconds(20));
        }
        assertThat(wrong).isEmpty();
        Accounts.assertClosed(report);
    }

    private static void one(WorkerPool pool, SplittableRandom random) {
        int size = random.nextInt(4) == 0 ? random.nextInt(2_000) : random.nextInt(20);
        int failing = random.nextInt(5) == 0 ? random.nextInt(size + 1) : -1;
        int slow = random.nextInt(8);
        Ledger ledger = new Ledger(size);
        FanOut policy = random.nextBoolean() ? FanOut.failFast() : FanOut.collectAll();
        policy = random.nextInt(4) == 0 ? policy.within(Duration.ofNanos(1 + random.nextInt(2_000_000))) : policy;
        policy = random.nextBoolean() ? policy.atMost(1 + random.nextInt(4)) : policy;
        FanResults<Integer, Integer> results = pool.map(
                IntStream.range(0, size).boxed().toList(),
                number -> {
                    ledger.ran(number);
                    if (slow == 0 && ThreadLocalRandom.current().nextInt(50) == 0) {
                        Thread.sleep(1);
                    }
                    if (slow == 1 && number % 10 == 0) {
                        pool.map(List.of(1, 2, 3), inner -> inner).values();
                    }
                    if (number == failing) {
                        throw new IOException("number " + number);
                    }
                    return number;
                },
                policy);
        assertThat(results.size()).isEqualTo(size);
        for (FanResult<Integer, Integer> result : results) {
            int runs = ledger.runs(result.index());
            Outcome<Integer> outcome = result.outcome();
            assertThat(runs).as("%s", result).isLessThanOrEqualTo(1);
            if (outcome instanceof Outcome.Value) {
                assertThat(result.value()).isEqualTo(result.index()).isNotEqualTo(failing);
                assertThat(runs).isEqualTo(1);
            } else if (outcome instanceof Outcome.Failed) {
                assertThat(policy.deadline() != null || policy.failsFast() || result.index() == failing)
                        .as("%s", result)
                        .isTrue();
            } else {
                assertThat(policy.deadline() != null || (policy.failsFast() && failing >= 0))
                        .as("%s", result)
                        .isTrue();
            }
        }
    }
}
