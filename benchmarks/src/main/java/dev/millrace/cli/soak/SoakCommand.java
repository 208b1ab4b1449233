package dev.millrace.cli.soak;

import com.google.gson.GsonBuilder;
import dev.millrace.cli.load.DispatchConverter;
import dev.millrace.cli.load.WorkerRange;
import dev.millrace.pool.Dispatch;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.tool.Build;
import dev.millrace.tool.Format;
import dev.millrace.tool.Host;
import dev.millrace.tool.QuietPools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code soak}. */
@Command(
        name = "soak",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Opens and closes pools of every make for a long time, under jobs of every kind and with faults, and proves that no job"
                    + " was lost, doubled or out of order.",
            "",
            "Each job is checked by an array kept apart from the pool. A line each 10 s tells how it goes; the last line is the"
                    + " verdict. A run in which nothing moves for 30 s ends with the stacks of all threads in a file.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: nothing was wrong", "1: something was", "2: wrong usage"})
public final class SoakCommand implements Callable<Integer> {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";
    private static final int STUCK_MILLIS = 30_000;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "Length of the run. " + DEFAULT)
    private double minutes;

    @Option(
            names = "--faults",
            paramLabel = "P",
            defaultValue = "5",
            description =
                    "Percent of jobs that throw, overflow, interrupt, sleep or kill their worker, and of pools whose threads and"
                            + " listeners fail. " + DEFAULT)
    private double faults;

    @Option(names = "--seed", paramLabel = "S", description = "Where all choices come from. Default: the clock.")
    private @Nullable Long seed;

    @Option(
            names = "--workers",
            paramLabel = "MIN:MAX",
            converter = WorkerRange.Converter.class,
            defaultValue = "1:6",
            description = "Bounds inside which pools are built and resized. " + DEFAULT)
    private WorkerRange workers = WorkerRange.ofMachine();

    @Option(
            names = "--dispatch",
            paramLabel = "MODE",
            converter = DispatchConverter.class,
            description = "cooperative, dedicated or dedicated:N with N threads. Default: another one in each life.")
    private @Nullable Dispatch dispatch;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the verdict there, too. Default: none.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Function<WorkerPoolBuilder, WorkerPool> pools;
    private final int stuckMillis;

    /** Soaks the pool that is found. */
    public SoakCommand() {
        this(WorkerPoolBuilder::build, STUCK_MILLIS);
    }

    SoakCommand(Function<WorkerPoolBuilder, WorkerPool> pools, int stuckMillis) {
        this.pools = pools;
        this.stuckMillis = stuckMillis;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SoakOptions options = options();
        PrintWriter out = spec.commandLine().getOut();
        out.println(Format.lines(
                "Millrace " + Build.version(),
                Host.machine(),
                Host.java(),
                Format.text(
                        "soak --minutes %s --faults %s --seed %d --workers %s%s",
                        options.minutes(),
                        options.faults(),
                        options.seed(),
                        options.workers(),
                        dispatch == null ? "" : " --dispatch " + DispatchConverter.toText(dispatch))));
        out.flush();
        QuietPools quiet = new QuietPools(); // hundreds of jobs and parts fail on purpose
        try {
            return tell(new Soak(options, pools, out, stuckMillis).run(), options, out);
        } finally {
            quiet.close();
        }
    }

    private int tell(SoakVerdict verdict, SoakOptions options, PrintWriter out) throws IOException {
        verdict.problems().forEach(out::println);
        if (options.json() != null) {
            Files.writeString(
                    options.json(),
                    new GsonBuilder().setPrettyPrinting().create().toJson(verdict.figures()) + System.lineSeparator());
        }
        out.println(verdict.line());
        out.flush();
        return verdict.verified() ? 0 : 1;
    }

    private SoakOptions options() {
        try {
            return new SoakOptions(minutes, faults, seed == null ? System.nanoTime() : seed, workers, dispatch, json);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
