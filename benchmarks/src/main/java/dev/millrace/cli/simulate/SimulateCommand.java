package dev.millrace.cli.simulate;

import dev.millrace.sim.Contender;
import dev.millrace.sim.Laboratory;
import dev.millrace.sim.Picture;
import dev.millrace.sim.Rig;
import dev.millrace.sim.ScoreTable;
import dev.millrace.sim.Trace;
import dev.millrace.sim.TraceFile;
import dev.millrace.sim.Traces;
import dev.millrace.sim.Trial;
import dev.millrace.tool.Build;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code simulate}. */
@Command(
        name = "simulate",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Runs policies of size in a simulated pool with a virtual clock, and judges them beside an oracle that knows the load.",
            "",
            "The pool has 2 to 64 workers, 1 ms to start one, a queue of 4,096, 8 processors. No more than 1 %% of the jobs of a"
                    + " second may wait longer than 50 ms. Two runs with one seed are equal."
        },
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "TRACE",
            description = {
                "Names of traces (see --list), or files of recorded ones: a line 'arrival_nanos,service_nanos', then a job a"
                        + " line. Default: all traces."
            })
    private List<String> names = new ArrayList<>();

    @Option(names = "--policy", split = ",", description = "Only these policies. Default: all.")
    private List<String> policies = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the traces. Default: ${DEFAULT-VALUE}.")
    private int seed;

    @Option(
            names = "--live",
            description = {
                "After the simulation of a trace, plays it to a real pool as well, once a policy, in real time. Its jobs sleep for"
                        + " as long as they run in the trace; so do those of the simulation beside it."
            })
    private boolean live;

    @Option(names = "--list", description = "Lists traces and policies, and runs nothing.")
    private boolean list;

    @Option(names = "--csv", description = "File for the scores, a line each. Default: none.")
    private @Nullable Path csv;

    @Option(names = "--pictures", description = "Folder for pictures, one a trace. Default: none.")
    private @Nullable Path pictures;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Trace> known = Traces.all(seed);
        if (list) {
            out.println("traces:   " + namesOf(known));
            out.println("policies: " + namesOfPolicies());
            return 0;
        }
        List<Contender> contenders = contenders();
        List<Trace> traces = traces(known);
        out.println("Millrace " + Build.version() + ", seed " + seed);
        List<String> raw = new ArrayList<>(List.of(ScoreTable.CSV_HEADER));
        for (Trace trace : traces) {
            Trial trial = live
                    ? Laboratory.live(Rig.STANDARD, trace, contenders)
                    : Laboratory.trial(Rig.STANDARD, trace, contenders);
            out.println();
            ScoreTable.lines(trial).forEach(out::println);
            out.flush();
            trial.scores().stream().map(ScoreTable::csv).forEach(raw::add);
            draw(trial);
        }
        out.println();
        out.println(legend());
        write(raw);
        return 0;
    }

    private List<Contender> contenders() {
        List<Contender> all = Contender.all();
        for (String name : policies) {
            if (all.stream().noneMatch(contender -> contender.name().equals(name))) {
                throw wrong("--policy must be one of " + namesOfPolicies() + ", was '" + name + "'");
            }
        }
        return all.stream()
                .filter(contender -> policies.isEmpty() || policies.contains(contender.name()))
                .toList();
    }

    private List<Trace> traces(List<Trace> known) {
        List<Trace> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(known.stream()
                    .filter(trace -> trace.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> recorded(name, known)));
        }
        return names.isEmpty() ? known : chosen;
    }

    private Trace recorded(String name, List<Trace> known) {
        Path file = Path.of(name);
        if (!Files.exists(file)) {
            throw wrong("TRACE must be a file or one of " + namesOf(known) + ", was '" + name + "'");
        }
        try {
            return TraceFile.read(file);
        } catch (IOException e) {
            throw wrong("cannot use the trace: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String namesOf(List<Trace> traces) {
        return traces.stream().map(Trace::name).collect(Collectors.joining(" "));
    }

    private static String namesOfPolicies() {
        return Contender.all().stream().map(Contender::name).collect(Collectors.joining(" "));
    }

    private void draw(Trial trial) throws IOException {
        if (pictures != null) {
            Files.createDirectories(pictures);
            Picture.save(Rig.STANDARD, trial, pictures.resolve(trial.trace().name() + ".png"));
        }
    }

    private void write(List<String> raw) throws IOException {
        if (csv != null) {
            Files.write(csv, raw);
        }
    }

    private static String legend() {
        return String.join(
                System.lineSeparator(),
                "reach: longest time until nine tenths of a risen demand were asked for; overshoot: workers above the oracle's most",
                "within a second; turns: changes of direction; viol: seconds that broke the objective; /work: thread-seconds over the",
                "work in the trace, below which nobody can be; goal: at most 1.10 of the oracle's, and one violated second more");
    }
}
