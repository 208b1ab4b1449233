package dev.millrace.bench.compare;

import dev.millrace.bench.Way;
import dev.millrace.bench.peer.Peer;
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

/** Completed jobs a microsecond. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 5,
        jvmArgs = {"-XX:+UseParallelGC", "-Xms1g", "-Xmx1g"})
public class ThroughputBenchmark {
    @Param({"MILLRACE", "THREAD_POOL_LINKED", "THREAD_POOL_ARRAY", "FORK_JOIN_ASYNC", "ENHANCED_QUEUE"})
    private Peer peer = Peer.MILLRACE;

    @Param
    private Way way = Way.SINGLES;

    @Param({"1", "4"})
    private int producers;

    @Param({"0", "100"})
    private int jobNanos;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private Arena arena;

    /** Starts the pool. */
    @Setup
    public void open() {
        arena = new Arena(peer, producers, jobNanos, way);
    }

    /** Sends the jobs and waits for the end of the last. */
    @Benchmark
    @OperationsPerInvocation(Arena.JOBS)
    public void jobs() {
        arena.run();
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        arena.close();
    }
}
