package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** I6: what lies behind a job that hangs, in its worker's chunk, batch or lane, is run by others before that job ends. */
@Guarded
class I06BehindAStuckJobTest {

    /** A batch of 32 fits a chunk, one of 33 leaves one job in the batch; the stuck job comes first, so all others lie behind it. */
    @ParameterizedTest(name = "{0}, batch of {1}")
    @CsvSource({
        "COOPERATIVE, 2", "COOPERATIVE, 32", "COOPERATIVE, 33", "COOPERATIVE, 300",
        "DEDICATED_1, 2", "DEDICATED_1, 32", "DEDICATED_1, 33", "DEDICATED_1, 300",
        "DEDICATED_2, 2", "DEDICATED_2, 32", "DEDICATED_2, 33", "DEDICATED_2, 300"
    })
    void inItsBatch(Mode mode, int size) {
        try (WorkerPool pool = mode.pool("i06-batch", 2).build()) {
            for (int round = 0; round < Scale.rounds(50); round++) {
                try (Gate stuck = new Gate()) {
                    CountDownLatch others = new CountDownLatch(size - 1);
                    List<Runnable> batch = new ArrayList<>(Collections.nCopies(size - 1, others::countDown));
                    batch.add(0, stuck);
                    pool.executeAll(batch);
                    Await.zero(others, pool);
                    stuck.entered(pool);
                }
                Await.asleep(pool, 2);
            }
        }
    }

    /** The jobs wait in the queue while all workers are held; whoever is let go first takes a chunk of them, and a lane full in dedicated mode. */
    @ParameterizedTest(name = "{0}, {1} workers")
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andSeveralWorkers")
    void inItsChunkAndLane(Mode mode, int workers, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool =
                mode.pool("i06-chunk", workers).queueCapacity(2_000).build()) {
            for (int round = 0; round < Scale.rounds(50); round++) {
                behindGates(pool, workers, workers - 1, 200 + random.nextInt(300), random);
            }
        }
    }

    @InEveryMode
    void withSmallLanesAndChunksOfOne(Mode mode, Seed seed) {
        SplittableRandom random = seed.random(0);
        try (WorkerPool pool = mode.pool("i06-small", 3)
                .queueCapacity(2_000)
                .laneCapacity(4)
                .chunking(1)
                .build()) {
            for (int round = 0; round < Scale.rounds(50); round++) {
                behindGates(pool, 3, 2, 200, random);
            }
        }
    }

    private static void behindGates(WorkerPool pool, int workers, int gates, int jobs, SplittableRandom random) {
        CountDownLatch others = new CountDownLatch(jobs);
        List<Gate> stuck = new ArrayList<>();
        try (Gate start = Gate.holding(pool, workers)) {
            List<Runnable> all = new ArrayList<>(Collections.nCopies(jobs, others::countDown));
            for (int i = 0; i < gates; i++) {
                Gate gate = new Gate();
                stuck.add(gate);
                all.add(random.nextInt(jobs), gate);
            }
            all.forEach(pool::execute);
            start.open();
            Await.zero(others, pool);
            stuck.forEach(gate -> gate.entered(pool));
            assertThat(stuck).noneMatch(Gate::isOpen);
        } finally {
            stuck.forEach(Gate::open);
        }
        Await.asleep(pool, workers);
    }

    /** A load that never ends keeps all other workers busy with the queue: they must look at the neighbour's oldest nevertheless. */
    @InEveryMode
    void underALoadThatDoesNotEnd(Mode mode) {
        AtomicBoolean enough = new AtomicBoolean();
        CountDownLatch behind = new CountDownLatch(40);
        Gate stuck = new Gate();
        try (WorkerPool pool = mode.pool("i06-load", 2).queueCapacity(4_000).build()) {
            Runnable circulating = new Runnable() {
                @Override
                public void run() {
                    if (!enough.get()) {
                        pool.execute(this);
                    }
                }
            };
            try (Gate start = Gate.holding(pool, 2)) {
                List<Runnable> batch = new ArrayList<>(Collections.nCopies(40, behind::countDown));
                batch.add(0, stuck);
                pool.executeAll(batch);
                for (int i = 0; i < 1_000; i++) {
                    pool.execute(circulating);
                }
                start.open();
                Await.zero(behind, pool);
                stuck.entered(pool);
                assertThat(stuck.isOpen()).isFalse();
                assertThat(pool.stats().depth().total()).isGreaterThan(900);
            } finally {
                enough.set(true);
                stuck.open();
            }
        }
    }

    /** A worker that is to retire, but hangs, keeps nobody waiting either. */
    @InEveryMode
    void behindAWorkerThatIsToRetire(Mode mode) {
        int least = mode.leastWorkers();
        try (WorkerPool pool = mode.pool("i06-retire", least + 1).build();
                Gate held = Gate.holding(pool, least);
                Gate stuck = new Gate()) {
            CountDownLatch others = new CountDownLatch(100);
            List<Runnable> batch = new ArrayList<>(Collections.nCopies(100, others::countDown));
            batch.add(0, stuck);
            pool.executeAll(batch);
            stuck.entered(pool);
            pool.resize(least, least);
            pool.resize(least + 1, least + 1);
            Await.zero(others, pool);
            assertThat(stuck.isOpen()).isFalse();
            held.open();
        }
    }

    /** Jobs that wait for each other, in one chunk and one after the other, are no deadlock while there are workers for them. */
    @InEveryMode
    void jobsThatWaitForLaterJobs(Mode mode) {
        try (WorkerPool pool = mode.pool("i06-later", 2).laneCapacity(4).build()) {
            for (int round = 0; round < Scale.rounds(3_000); round++) {
                CountDownLatch later = new CountDownLatch(1);
                CountDownLatch both = new CountDownLatch(2);
                pool.execute(() -> {
                    Await.zero(later, pool);
                    both.countDown();
                });
                pool.execute(() -> {
                    later.countDown();
                    both.countDown();
                });
                Await.zero(both, pool);
            }
        }
    }
}
