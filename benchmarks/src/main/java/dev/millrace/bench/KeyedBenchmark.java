package dev.millrace.bench;

import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a key costs: completed jobs a microsecond of one submitter, with random keys and without, on two workers. The keys are drawn beforehand. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgs = {"-XX:+UseParallelGC", "-Xms1g", "-Xmx1g"})
public class KeyedBenchmark {
    private static final int JOBS = 100_000;
    private static final int KINDS = 32;

    /** Whether jobs have a key. */
    public enum Way {
        /** They have. */
        KEYED,
        /** They have none. */
        UNKEYED
    }

    @Param
    private Way way = Way.KEYED;

    @Param({"0", "100", "1000"})
    private int jobNanos;

    @Param("10000")
    private int keys;

    @Param({"1024", "65536"})
    private int capacity;

    private final Completions completions = new Completions();

    @SuppressWarnings("NullAway.Init") // by the set-up
    private WorkerPool pool;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private Runnable[] jobs;

    private KeyedExecutor[] drawn = {};

    /** Starts the pool and draws the keys. */
    @Setup
    public void open() {
        Weight weight = jobNanos == 0 ? Weight.EMPTY : Weight.ofNanos(jobNanos);
        jobs = weight.jobs(KINDS, completions);
        pool = WorkerPool.builder("keyed")
                .workers(2)
                .queueCapacity(capacity)
                .latency(LatencySampling.OFF)
                .build();
        KeyedExecutor[] all = IntStream.range(0, keys)
                .mapToObj(key -> pool.keyed("key " + key))
                .toArray(KeyedExecutor[]::new);
        SplittableRandom random = new SplittableRandom(1);
        drawn = IntStream.range(0, JOBS)
                .mapToObj(job -> all[random.nextInt(keys)])
                .toArray(KeyedExecutor[]::new);
    }

    /** Sends the jobs and waits for the end of the last. */
    @Benchmark
    @OperationsPerInvocation(JOBS)
    public void jobs() {
        long end = completions.sum() + JOBS;
        if (way == Way.KEYED) {
            for (int i = 0; i < JOBS; i++) {
                drawn[i].execute(jobs[i % KINDS]);
            }
        } else {
            for (int i = 0; i < JOBS; i++) {
                pool.execute(jobs[i % KINDS]);
            }
        }
        while (completions.sum() < end) {
            Thread.onSpinWait();
        }
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        pool.close(Duration.ofSeconds(10));
    }
}
