package dev.millrace.bench.fan;

import java.util.concurrent.TimeUnit;
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
    /** Whether jobs have a key. */
    @Param({"true", "false"})
    private boolean keyed = true;

    @Param({"0", "100", "1000"})
    private int jobNanos;

    @Param("10000")
    private int keys;

    @Param({"1024", "65536"})
    private int capacity;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private KeyedLoad load;

    /** Starts the pool and draws the keys. */
    @Setup
    public void open() {
        load = new KeyedLoad(jobNanos, keys, capacity, keyed);
    }

    /** Sends the jobs and waits for the end of the last. */
    @Benchmark
    @OperationsPerInvocation(KeyedLoad.JOBS)
    public void jobs() {
        load.round();
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        load.close();
    }
}
