package dev.millrace.bench;

import dev.millrace.tool.Build;
import dev.millrace.tool.ChildJvm;
import dev.millrace.tool.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code compare}. */
@Command(
        name = "compare",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Compares throughput with other pools: short rounds of all of them in random order.",
            "",
            "Scored are completed jobs. Every pool has the same workers, the same capacity in jobs, and producers that wait when"
                    + " it is full. In the batches scenarios a peer gets one Runnable that loops over 32 jobs.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class CompareMain implements Callable<Integer> {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--forks", defaultValue = "3", description = "Processes, one after the other. " + DEFAULT)
    private int forks;

    @Option(names = "--rounds", defaultValue = "10", description = "Rounds a process. " + DEFAULT)
    private int rounds;

    @Option(names = "--warmups", defaultValue = "4", description = "Rounds before them that do not count. " + DEFAULT)
    private int warmups;

    @Option(names = "--workers", defaultValue = "2", description = "Workers of each pool. " + DEFAULT)
    private int workers;

    @Option(names = "--capacity", defaultValue = "65536", description = "Jobs that may wait. " + DEFAULT)
    private int capacity;

    @Option(
            names = "--peers",
            split = ",",
            defaultValue = "MILLRACE,THREAD_POOL_LINKED,THREAD_POOL_ARRAY,FORK_JOIN_ASYNC,ENHANCED_QUEUE",
            description = "Who takes part, of ${COMPLETION-CANDIDATES}. " + DEFAULT)
    private List<Peer> peers = List.of();

    @Option(
            names = "--scenario",
            defaultValue = "",
            description = "Only scenarios whose name contains this, such as 1p-empty.")
    private String scenario = "";

    @Option(
            names = "--csv",
            defaultValue = "${sys:millrace.home:-.}/benchmarks/results/compare.csv",
            description = "File for the raw results. " + DEFAULT)
    private Path csv = Path.of("compare.csv");

    @Option(
            names = "--fork",
            hidden = true,
            defaultValue = "0",
            description = "Which process this is; 0 starts the others.")
    private int fork;

    @Option(
            names = "--steps",
            hidden = true,
            defaultValue = "0",
            description = "Weight of a light job, the same in all processes.")
    private long steps;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Compares, in this process alone when told which fork it is. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CompareMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        check(forks >= 1 && rounds >= 1 && warmups >= 0, "--forks and --rounds must be >= 1, --warmups >= 0");
        check(workers >= 1 && capacity >= Scenario.BATCH, "--workers must be >= 1, --capacity >= " + Scenario.BATCH);
        return fork == 0 ? runForks() : runRounds();
    }

    private int runForks() throws IOException {
        Weight light = steps > 0 ? new Weight(steps) : Weight.ofNanos(Scenario.LIGHT_NANOS);
        RawFile raw = new RawFile(csv);
        raw.begin(List.of(
                "./millrace compare " + String.join(" ", arguments()) + " --forks " + forks,
                "millrace " + Build.version(),
                Host.machine(),
                Host.java(),
                "a job of 100 ns is " + light,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString()));
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        for (int number = 1; number <= forks; number++) {
            List<String> arguments = new ArrayList<>(arguments());
            arguments.addAll(List.of(
                    "--csv",
                    csv.toString(),
                    "--fork",
                    Integer.toString(number),
                    "--steps",
                    Long.toString(light.steps())));
            System.out.println("process " + number + " of " + forks + " ...");
            int code = ChildJvm.run(CompareMain.class, flags, arguments);
            if (code != 0) {
                return code;
            }
        }
        new Scoreboard(raw.scores()).print(System.out);
        System.out.println(System.lineSeparator() + "Raw results: " + csv);
        return 0;
    }

    private List<String> arguments() {
        return List.of(
                "--rounds=" + rounds,
                "--warmups=" + warmups,
                "--workers=" + workers,
                "--capacity=" + capacity,
                "--peers=" + String.join(",", peers.stream().map(Peer::name).toList()),
                "--scenario=" + scenario);
    }

    private int runRounds() {
        List<Scenario> scenarios = Scenario.all(new Weight(steps)).stream()
                .filter(each -> each.name().contains(scenario))
                .toList();
        check(!scenarios.isEmpty(), "--scenario must be part of a scenario's name, was '" + scenario + "'");
        RawFile raw = new RawFile(csv);
        try (Tournament tournament = new Tournament(scenarios, peers, workers, capacity, fork)) {
            tournament.run(fork, warmups, rounds, score -> append(raw, score));
        }
        return 0;
    }

    private static void append(RawFile raw, Score score) {
        try {
            raw.append(score.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(boolean fine, String rule) {
        if (!fine) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }
}
