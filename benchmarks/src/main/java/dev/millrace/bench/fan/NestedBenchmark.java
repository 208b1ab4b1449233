package dev.millrace.bench.fan;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Milliseconds a tree of jobs that wait for their branches. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 5,
        jvmArgs = {"-XX:+UseParallelGC", "-Xms1g", "-Xmx1g"})
public class NestedBenchmark {
    @Param
    private Nesting.Api api = Nesting.Api.GROUP;

    @Param
    private Branch.Shape shape = Branch.Shape.SKYNET;

    @Param("2")
    private int workers;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private Nesting nesting;

    /** Starts the pool. */
    @Setup
    public void open() {
        nesting = Nesting.of(api, workers);
    }

    /** Runs one tree to its end. */
    @Benchmark
    public long tree() throws ExecutionException, InterruptedException {
        return nesting.run(shape.whole());
    }

    /** Ends the pool. */
    @TearDown
    public void close() {
        nesting.close();
    }
}
