package dev.millrace.bench.compare;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Weight;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.open.LatencyPicture;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.scenario.Scenario;
import dev.millrace.bench.table.RawFile;
import dev.millrace.bench.table.Results;
import dev.millrace.bench.table.Table;
import dev.millrace.bench.table.Verdict;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import dev.millrace.tool.NewFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code compare}. */
@Command(
        name = "compare",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Compares with other pools, and with what no pool can beat on this machine: rounds of all of them in random order.",
            "",
            "Scored are completed jobs, verified by count and checksum; a contender that loses jobs or runs them twice is told as"
                    + " a failure, and the exit code is 1. Every pool has the same workers, the same jobs and the same bound, and"
                    + " producers that wait when it is full.",
            "",
            "vol and invol are context switches a thousand jobs, bytes those allocated a job, cpus the processors that were busy.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final int LEAST_CAPACITY = 1_024;
    private static final int MOST_WORKERS = 1_000;

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = "Such as S1 or S3b; --list tells them. Default: all that are not open loop.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "Only tells the scenarios.")
    private boolean list;

    @Option(names = "--full", description = "The long version: more of everything.")
    private boolean full;

    @Option(names = "--forks", defaultValue = "0", description = "Processes. Default: 2, or 5 with --full.")
    private int forks;

    @Option(names = "--rounds", defaultValue = "0", description = "Rounds a process. Default: 4, or 10 with --full.")
    private int rounds;

    @Option(
            names = "--round-millis",
            defaultValue = "0",
            description = "Length of a round. Default: 50, or 500 with --full.")
    private int roundMillis;

    @Option(names = "--workers", defaultValue = "2", description = "Workers of a pool. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(
            names = "--capacity",
            defaultValue = "65536",
            description = "Jobs that may wait. Default: ${DEFAULT-VALUE}.")
    private int capacity;

    @Option(
            names = "--peers",
            split = ",",
            description =
                    "Who takes part, of ${COMPLETION-CANDIDATES}. Default: all but MILLRACE_UNTIMED and VIRTUAL_UNBOUNDED"
                            + " that this JVM can run.")
    private List<Peer> peers = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "File for every round. Default: none.")
    private @Nullable Path json;

    @Option(names = "--picture", paramLabel = "FILE", description = "PNG file for the latencies of S4. Default: none.")
    private @Nullable Path picture;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            Stream.of(Scenario.values()).forEach(each -> out.println(text("%-4s %s", each.title(), each.meaning())));
            return 0;
        }
        List<Scenario> scenarios = scenarios();
        checkOptions(scenarios);
        Order order = new Order(
                scenarios.stream().map(Scenario::name).toList(),
                contenders().stream().map(Peer::name).toList(),
                workers,
                capacity,
                (full ? Effort.FULL : Effort.SHORT).with(forks, rounds, roundMillis),
                full,
                Weight.ofNanos(Order.LIGHT_NANOS).steps());
        Map<String, String> facts = facts();
        facts.values().forEach(out::println);
        out.flush();
        return run(order, facts, out);
    }

    private int run(Order order, Map<String, String> facts, PrintWriter out) throws IOException {
        Path file = Files.createTempFile("millrace-compare", ".jsonl");
        try {
            RawFile raw = new RawFile(file);
            int code = order.runForks(raw, out);
            if (code != 0) {
                return code;
            }
            List<Line> lines = raw.lines();
            keep(facts, lines, out);
            return tell(order, new Results(lines), out);
        } finally {
            Files.delete(file);
        }
    }

    private void keep(Map<String, String> facts, List<Line> lines, PrintWriter out) throws IOException {
        if (json != null) {
            RawFile.write(json, facts, lines);
            out.println("every round: " + json);
        }
        if (picture != null && LatencyPicture.save(lines, picture)) {
            out.println("picture: " + picture);
        }
    }

    /** Prints the table and the verdicts; the exit code: 1 when anybody did not do what it was asked to. */
    static int tell(Order order, Results results, PrintWriter out) {
        out.println();
        new Table(results, out).print(order.cellsToTell());
        out.println();
        for (Scenario scenario : order.scenarioList()) {
            Verdict.of(scenario.title(), results).forEach(out::println);
        }
        out.flush();
        return results.failures().isEmpty() ? 0 : 1;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "command",
                "./millrace "
                        + String.join(
                                " ", spec.root().commandLine().getParseResult().originalArgs()));
        facts.put("millrace", "Millrace " + Build.version());
        facts.put("machine", Host.machine());
        facts.put("java", Host.java());
        facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return facts;
    }

    // ---- what was asked for

    private List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        for (String name : names) {
            Scenario scenario = Scenario.named(name)
                    .orElseThrow(() -> wrong("SCENARIO must be one of those that --list tells, was '" + name + "'"));
            check(!scenario.isElsewhere(), scenario.title() + " is not played here: " + scenario.meaning());
            scenarios.add(scenario);
        }
        return names.isEmpty()
                ? Stream.of(Scenario.values())
                        .filter(Scenario::isPlayedByDefault)
                        .toList()
                : scenarios;
    }

    private List<Peer> contenders() {
        if (peers.isEmpty()) {
            return Peer.available().stream()
                    .filter(peer -> peer != Peer.MILLRACE_UNTIMED && peer != Peer.VIRTUAL_UNBOUNDED)
                    .toList();
        }
        peers.forEach(peer -> check(peer.isAvailable(), "--peers: this JVM cannot run " + peer));
        return peers;
    }

    private void checkOptions(List<Scenario> scenarios) {
        check(forks >= 0 && rounds >= 0 && roundMillis >= 0, "--forks, --rounds and --round-millis must be >= 0");
        check(
                workers >= 1 && workers <= MOST_WORKERS,
                text("--workers must be 1 to %,d, was %,d", MOST_WORKERS, workers));
        check(capacity >= LEAST_CAPACITY, text("--capacity must be >= %,d, was %,d", LEAST_CAPACITY, capacity));
        if (picture != null) {
            check(
                    scenarios.contains(Scenario.S4) && NewFile.isPossible(picture),
                    "--picture must be a file in a folder that exists, and goes with S4, was '" + picture + "'");
        }
        if (json != null) {
            Path folder = json.toAbsolutePath().getParent();
            check(
                    NewFile.isPossible(json) || (folder != null && !Files.exists(folder)),
                    "--json must be a file, was '" + json + "'");
        }
    }

    private void check(boolean fine, String rule) {
        if (!fine) {
            throw wrong(rule);
        }
    }

    private ParameterException wrong(String rule) {
        return new ParameterException(spec.commandLine(), rule);
    }
}
