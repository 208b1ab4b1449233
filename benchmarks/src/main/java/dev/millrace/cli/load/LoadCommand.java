package dev.millrace.cli.load;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code load}: its options, and its way from them to an exit code. */
@Command(
        name = "load",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Sends checksum jobs at a fixed rate and proves that each ran once.",
            "",
            "The input is cut into records of 256 bytes, each job computes the CRC-32C of one. Latency counts from the time at"
                    + " which a job was meant to be sent, whether or not it could be sent then. The last line accounts for"
                    + " every job.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: every job ran once and did its work",
            "1: a job was lost, doubled, wrong or failed",
            "2: wrong usage"
        })
public final class LoadCommand implements Callable<Integer> {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--rate", paramLabel = "JOBS", defaultValue = "1000000", description = "Jobs a second. " + DEFAULT)
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "Length of the measured part. " + DEFAULT)
    private double seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            defaultValue = "2",
            description = "Time before it; these jobs are checked too, their latencies are thrown away. " + DEFAULT)
    private double warmup;

    @Option(
            names = "--workers",
            paramLabel = "MIN:MAX",
            converter = WorkerRange.Converter.class,
            description =
                    "Bounds of the pool's size; N alone is a fixed size. Default: 2 and the number of processors, at least 2.")
    private WorkerRange workers = WorkerRange.ofMachine();

    @Option(
            names = "--capacity",
            paramLabel = "JOBS",
            defaultValue = "65536",
            description = "How many jobs may wait; when full, the generator waits for room. " + DEFAULT)
    private int capacity;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Jobs a submission; 1 submits each by itself. " + DEFAULT)
    private int batch;

    @Option(
            names = "--dispatch",
            paramLabel = "MODE",
            converter = DispatchConverter.class,
            defaultValue = "cooperative",
            description = "cooperative, dedicated or dedicated:N with N threads. " + DEFAULT)
    private Dispatch dispatch = Dispatch.cooperative();

    @Option(
            names = "--skew",
            paramLabel = "SHARE:FACTOR",
            converter = Skew.Converter.class,
            description = "This share of the jobs takes FACTOR times as long, such as 0.005:100. Default: none.")
    private Skew skew = Skew.NONE;

    @Option(
            names = "--input",
            paramLabel = "DIR",
            description =
                    "Read the files of this folder and below. Default: every class file of the running JDK's own image.")
    private @Nullable Path input;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write the run there as a page (run.html), text, picture and data.")
    private @Nullable Path report;

    @Option(
            names = "--status",
            paramLabel = "PORT",
            description =
                    "Serve a page about the pool on this port of this machine while the run lasts; 0 picks one. Default: none.")
    private @Nullable Integer status;

    @Option(names = "--explain", description = "Print the pool's own account of the run as well.")
    private boolean explain;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Console console;
    private final Function<LoadOptions, WorkerPool> pools;

    /** Prints to the process's output and runs the pool that is found. */
    public LoadCommand() {
        this(Console.ofProcess(), LoadCommand::pool);
    }

    LoadCommand(Console console, Function<LoadOptions, WorkerPool> pools) {
        this.console = console;
        this.pools = pools;
    }

    @Override
    public Integer call() throws IOException {
        try {
            LoadOptions options = options();
            Watching.check(status);
            RunFiles files = report == null ? null : RunFiles.in(report);
            return run(options, files);
        } catch (IllegalArgumentException | InputException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private LoadOptions options() {
        return new LoadOptions(rate, seconds, warmup, workers, capacity, batch, dispatch, skew, input, report, explain);
    }

    private int run(LoadOptions options, @Nullable RunFiles files) throws IOException {
        try (Interruption interruption = new Interruption()) {
            Records records = Records.read(options.input());
            Header header = new Header(options, records.toString());
            console.out().println(header);
            console.out().println();
            Workload workload = Workload.of(records, options);
            WorkerPool pool = pools.apply(options);
            Course course = files == null ? null : new Course(pool);
            Outcome outcome;
            try (Watching watching = Watching.open(status, pool, console)) {
                outcome = new LoadRun(header, workload, pool, console, interruption).run(course);
            }
            if (files != null && course != null) {
                console.out().println();
                console.out().println(files.write(outcome, course));
            }
            new TextReport(console.out(), outcome).print();
            return outcome.verdict().good() ? 0 : 1;
        }
    }

    static WorkerPool pool(LoadOptions options) {
        return WorkerPool.builder("load")
                .workers(options.workers().min(), options.workers().max())
                .queueCapacity(options.capacity())
                .whenFull(WhenFull.block())
                .dispatch(options.dispatch())
                .build();
    }
}
