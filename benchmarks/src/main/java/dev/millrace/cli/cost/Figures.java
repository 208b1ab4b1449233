package dev.millrace.cli.cost;

import dev.millrace.bench.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * What was measured.
 *
 * @param costs a line a round and path
 * @param memory what is kept
 */
record Figures(List<Cost> costs, Memory memory) {
    static final List<Integer> BATCHES = List.of(8, 32, 256);

    private static final int ROUNDS = 7;
    private static final int WARM_UPS = 3;
    private static final int MEMORY_REPEATS = 2;

    /** Rounds of all paths in random order, for about so long, then memory. */
    static Figures measured(double seconds, int workers) throws InterruptedException {
        List<Meter> meters = new ArrayList<>(List.of(Stream.singles(workers), Stream.handles(workers)));
        BATCHES.forEach(size -> meters.add(Stream.batches(workers, size)));
        meters.add(new Steals());
        meters.add(new Wakes());
        List<Cost> costs = new ArrayList<>();
        try {
            double each = seconds / meters.size() / (ROUNDS + WARM_UPS);
            Random random = new Random(42);
            for (Meter meter : meters) {
                meter.warmUp();
            }
            for (int round = 1 - WARM_UPS; round <= ROUNDS; round++) {
                Collections.shuffle(meters, random);
                for (Meter meter : meters) {
                    Cost cost = meter.round(round, each);
                    if (round > 0) {
                        costs.add(cost);
                    }
                }
            }
        } finally {
            meters.forEach(Meter::close);
        }
        return new Figures(costs, Memory.measured(MEMORY_REPEATS));
    }

    /** The paths, in the order in which they are told. */
    static List<String> paths() {
        List<String> paths = new ArrayList<>(List.of("execute", "submit"));
        BATCHES.forEach(size -> paths.add("batch-" + size));
        paths.addAll(List.of("steal", "wake"));
        return paths;
    }

    /** Processor time a job, in nanoseconds. */
    Samples cpu(String path) {
        return of(path, Cost::cpuNanosPerJob);
    }

    /** Time by the clock a job, in nanoseconds. */
    Samples elapsed(String path) {
        return of(path, Cost::nanosPerJob);
    }

    private Samples of(String path, ToDoubleFunction<Cost> figure) {
        return Samples.of(
                costs.stream().filter(cost -> cost.path().equals(path)).mapToDouble(figure));
    }

    /** What a job costs in a stream of others, in seconds of a processor. */
    double streamSeconds() {
        return cpu("execute").median() / 1e9;
    }

    /** What a job costs that finds its worker asleep. */
    double wakeSeconds() {
        return cpu("wake").median() / 1e9;
    }
}
