package dev.millrace.examples.service;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code example service}: its options, and its way from them to an exit code. */
@Command(
        name = "service",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "An HTTP service on a pool, with a client that overloads it: a full pool is an answer 503.",
            "",
            "The service computes the SHA-256 of packages of the JDK. The client sends its requests at fixed times, whatever the"
                    + " answers, and checks each. First at a rate that the service holds, then far above it.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: every request was answered, every answer right, and no thread is left",
            "1: something of that is not so; the report says what",
            "2: wrong usage"
        })
public final class ServiceCommand implements Callable<Integer> {
    private static final int MOST_WORKERS_UNASKED = 4;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests a second; 0 for 0.3 of what the workers can do, measured first. " + DEFAULT)
    private int rate;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "5", description = "How long. " + DEFAULT)
    private double seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            defaultValue = "3",
            description = "Time before it at the same rate, reported on its own. " + DEFAULT)
    private double warmup;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "5",
            description = "The overload after it, as a multiple of the rate. " + DEFAULT)
    private double burst;

    @Option(
            names = "--burst-seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "How long the overload. " + DEFAULT)
    private double burstSeconds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Threads of the pool. Default: the number of processors less one, which is for the client; 1 to 4.")
    private int workers =
            Math.max(1, Math.min(MOST_WORKERS_UNASKED, Runtime.getRuntime().availableProcessors() - 1));

    @Option(
            names = "--capacity",
            paramLabel = "N",
            defaultValue = "64",
            description = "Requests that may wait in the pool; beyond, the answer is 503. " + DEFAULT)
    private int capacity;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Function<ServiceOptions, WorkerPool> pools;

    /** Runs the pool that is found. */
    public ServiceCommand() {
        this(options -> describe(options).build());
    }

    ServiceCommand(Function<ServiceOptions, WorkerPool> pools) {
        this.pools = pools;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServiceOptions options = options();
        try (Interruption interruption = new Interruption()) {
            Map<String, ClassFiles> packages = ClassFiles.ofJdk();
            if (options.rate() == 0) {
                options = options.at(Calibration.rate(packages, options.workers()));
            }
            ServiceRun run =
                    new ServiceRun(options, packages, pools, spec.commandLine().getOut());
            return run.run(interruption).good() ? 0 : 1;
        }
    }

    private ServiceOptions options() {
        try {
            return new ServiceOptions(rate, seconds, warmup, burst, burstSeconds, workers, capacity);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The pool of the service. */
    static WorkerPoolBuilder describe(ServiceOptions options) {
        return WorkerPool.builder("service")
                .workers(options.workers())
                .queueCapacity(options.capacity())
                .whenFull(WhenFull.reject())
                .latency(LatencySampling.EXACT); // thousands of jobs a second, not millions: time each of them
    }
}
