package dev.millrace.bench.compare;

import com.google.gson.Gson;
import dev.millrace.bench.DaemonThread;
import dev.millrace.bench.Weight;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Match;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.scenario.Scenario;
import dev.millrace.bench.scenario.Staging;
import dev.millrace.bench.table.RawFile;
import dev.millrace.tool.ChildJvm;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What is to be played, in a form that goes to another process.
 *
 * @param scenarios by name
 * @param peers by name
 * @param workers of each pool
 * @param capacity jobs that may wait
 * @param effort how much
 * @param full whether the long version
 * @param lightSteps weight of a light job, the same in all processes
 */
record Order(
        List<String> scenarios,
        List<String> peers,
        int workers,
        int capacity,
        Effort effort,
        boolean full,
        long lightSteps) {
    static final double LIGHT_NANOS = 100;

    private static final int MOST_PRODUCERS = 4;
    private static final int VIRTUAL_SINCE = 21;
    private static final int UNSAFE_WARNS_SINCE = 24;

    /** Plays in processes of its own, one after the other; gives the exit code of the first that failed, or 0. */
    int runForks(RawFile raw, PrintWriter out) throws IOException {
        for (int fork = 1; fork <= effort.forks(); fork++) {
            out.println("process " + fork + " of " + effort.forks() + " ...");
            out.flush();
            List<String> arguments = List.of(new Gson().toJson(this), raw.path().toString(), Integer.toString(fork));
            int code = ChildJvm.run(Order.class, flags(), arguments);
            if (code != 0) {
                return code;
            }
        }
        return 0;
    }

    /** Those of this JVM; as many carriers as there are workers, and no warnings of what an older library does. */
    private List<String> flags() {
        List<String> flags =
                new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (Runtime.version().feature() >= VIRTUAL_SINCE) {
            flags.add("-Djdk.virtualThreadScheduler.parallelism=" + workers);
        }
        if (Runtime.version().feature() >= UNSAFE_WARNS_SINCE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }

    /** A process of its own: the order, the file for the results, and which process it is. */
    public static void main(String[] arguments) throws InterruptedException {
        Order order = new Gson().fromJson(arguments[0], Order.class);
        order.play(new RawFile(Path.of(arguments[1])), Integer.parseInt(arguments[2]));
        System.exit(0); // whatever threads of theirs still live
    }

    /** Plays all cells here. */
    void play(RawFile raw, int fork) throws InterruptedException {
        ExecutorService producers = Executors.newFixedThreadPool(MOST_PRODUCERS, DaemonThread::new);
        try {
            for (Cell cell : cells(producers)) {
                System.err.println("  " + cell.scenario() + " " + cell.name());
                Match match = new Match(cell, fork, fork * 31L + cell.name().hashCode(), line -> {
                    try {
                        raw.append(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
                match.run();
            }
        } finally {
            producers.shutdownNow();
        }
    }

    private List<Cell> cells(ExecutorService producers) {
        Staging staging = new Staging(
                workers,
                capacity,
                peers.stream().map(Peer::valueOf).toList(),
                new Weight(lightSteps),
                effort.pace(),
                full,
                producers);
        List<Cell> cells = new ArrayList<>(Scenario.limits(staging));
        scenarioList().forEach(scenario -> cells.addAll(scenario.cells(staging)));
        return cells;
    }

    /** Only for their names and metrics. */
    List<Cell> cellsToTell() {
        ExecutorService none = Executors.newSingleThreadExecutor(DaemonThread::new);
        try {
            return cells(none);
        } finally {
            none.shutdownNow();
        }
    }

    List<Scenario> scenarioList() {
        return scenarios.stream().map(Scenario::valueOf).toList();
    }
}
