package dev.millrace.bench.scale;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Round;
import dev.millrace.bench.Samples;
import dev.millrace.bench.Way;
import dev.millrace.bench.Weight;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import dev.millrace.tool.ContextSwitches;
import dev.millrace.tool.Heap;
import dev.millrace.tool.LiveThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures one point with a pool of its own: streams of empty jobs, each counted and verified. */
final class Probe {
    private static final int TURN = 1_024;
    private static final long CLOSE_SECONDS = 10;

    private final int rounds;
    private final long roundNanos;

    /** @param rounds after the first, which does not count */
    Probe(int rounds, long roundNanos) {
        this.rounds = rounds;
        this.roundNanos = roundNanos;
    }

    Point measure(Axis axis, int value) throws InterruptedException {
        Axis.Shape shape = axis.shape(value);
        Completions completions = new Completions();
        Jobs jobs = new Jobs(Weight.EMPTY, TURN, completions);
        ExecutorService producers = Executors.newFixedThreadPool(shape.producers(), DaemonThread::new);
        long before = Heap.usedBytes();
        try (Target target = new Target(shape)) {
            target.meet(shape.workers());
            Round round = new Round(target, jobs, Way.SINGLES);
            List<Double> nanos = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            List<Double> switches = new ArrayList<>();
            for (int number = 0; number <= rounds; number++) {
                ContextSwitches switched = ContextSwitches.now();
                long used = LiveThreads.cpuNow();
                long begin = System.nanoTime();
                long done = round.runFor(roundNanos, shape.producers(), producers);
                double took = System.nanoTime() - begin;
                if (number > 0) {
                    nanos.add(took / done);
                    cpu.add((double) (LiveThreads.cpuNow() - used) / done);
                    switches.add(ContextSwitches.now().minus(switched).total() * 1e3 / done);
                }
            }
            return new Point(axis, value, median(nanos), median(cpu), median(switches), Heap.usedBytes() - before);
        } finally {
            producers.shutdownNow();
        }
    }

    static double median(List<Double> values) {
        return Samples.of(values.stream().mapToDouble(value -> value)).median();
    }

    /** A pool, and the keys of its jobs. */
    private static final class Target implements Contender {
        private static final int DRAWN = 1 << 16;

        private final WorkerPool pool;
        /** By chance, the same each time; empty without keys. */
        private final KeyedExecutor[] drawn;

        Target(Axis.Shape shape) {
            pool = WorkerPool.builder("scale")
                    .workers(shape.workers())
                    .queueCapacity(shape.capacity())
                    .latency(LatencySampling.OFF)
                    .daemon(true)
                    .build();
            SplittableRandom random = new SplittableRandom(42);
            drawn = new KeyedExecutor[shape.keys() == 0 ? 0 : DRAWN];
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = pool.keyed("key " + random.nextInt(shape.keys()));
            }
        }

        /** Each worker has run a job: none leaves before all have come. */
        void meet(int workers) throws InterruptedException {
            CountDownLatch all = new CountDownLatch(workers);
            for (int worker = 0; worker < workers; worker++) {
                pool.execute(() -> {
                    all.countDown();
                    await(all);
                });
            }
            all.await();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void execute(Runnable job) {
            pool.execute(job);
        }

        @Override
        public void executeEach(Runnable[] jobs) {
            if (drawn.length == 0) {
                for (Runnable job : jobs) {
                    pool.execute(job);
                }
            } else {
                int next = (int) (System.nanoTime() & (DRAWN - 1));
                for (Runnable job : jobs) {
                    drawn[next].execute(job);
                    next = (next + 1) & (DRAWN - 1);
                }
            }
        }

        @Override
        public void executeTogether(Runnable[] jobs) {
            executeEach(jobs);
        }

        @Override
        public void close() {
            pool.close(Duration.ofSeconds(CLOSE_SECONDS));
        }
    }
}
