package dev.millrace.bench.fan;

import dev.millrace.bench.Weight;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/** Inputs mapped a microsecond, 10,000 a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 3,
        jvmArgs = {"-XX:+UseParallelGC", "-Xms1g", "-Xmx1g"})
public class MapBenchmark {
    private static final int INPUTS = 10_000;

    /** VIRTUAL_THREADS needs JDK 21, MAP_CONCURRENT 24. */
    @Param({"MILLRACE", "PARALLEL_STREAM", "INVOKE_ALL", "COMPLETABLE_FUTURES"})
    private String rival = "MILLRACE";

    @Param({"0", "1000"})
    private int jobNanos;

    @SuppressWarnings("NullAway.Init") // by the set-up
    private Rival mapping;

    /** Starts its pool. */
    @Setup
    public void open() {
        MapJob job =
                MapJob.of(INPUTS, jobNanos == 0 ? 0 : Weight.ofNanos(jobNanos).steps());
        Supplier<Rival> found = MapRivals.all(job, 2).get(rival);
        if (found == null) {
            throw new IllegalStateException("rival " + rival + " is not in this JDK");
        }
        mapping = found.get();
    }

    /** Maps all inputs and checks the answers. */
    @Benchmark
    @OperationsPerInvocation(INPUTS)
    public void map() throws Exception {
        mapping.round();
    }

    /** Ends its pool. */
    @TearDown
    public void close() {
        mapping.close();
    }
}
