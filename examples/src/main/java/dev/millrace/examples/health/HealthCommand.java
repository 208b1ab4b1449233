package dev.millrace.examples.health;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example health}. */
@Command(
        name = "health",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Checks the health of many endpoints at once, in rounds; a circuit breaker spares those that keep failing.",
            "",
            "The endpoints are on this machine: most are healthy, some slow, failing, flapping, refusing connections or hanging."
                    + " Each check has a timeout, each round a deadline.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: every endpoint was checked in every round, every state is right, and no thread is left",
            "1: something of that is not so, say since a deadline or the timeout is too short",
            "2: wrong usage"
        })
public final class HealthCommand implements Callable<Integer> {
    private static final int MOST_ENDPOINTS = 1_000;
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_MILLIS = 60_000;
    private static final int MOST_ROUNDS = 100;
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--endpoints", paramLabel = "N", defaultValue = "50", description = "How many. " + DEFAULT)
    private int endpoints;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "16",
            description = "Checks at the same time. " + DEFAULT)
    private int atOnce;

    @Option(names = "--timeout", paramLabel = "MS", defaultValue = "400", description = "For one check. " + DEFAULT)
    private int timeoutMillis;

    @Option(names = "--deadline", paramLabel = "MS", defaultValue = "2000", description = "For one round. " + DEFAULT)
    private int deadlineMillis;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "How many. " + DEFAULT)
    private int rounds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OptionRules()
                .require(isUpTo(MOST_ENDPOINTS, endpoints), "--endpoints must be 1 to 1,000, was %,d", endpoints)
                .require(isUpTo(MOST_AT_ONCE, atOnce), "--at-once must be 1 to 256, was %,d", atOnce)
                .require(isUpTo(MOST_MILLIS, timeoutMillis), "--timeout must be 1 to 60,000 ms, was %,d", timeoutMillis)
                .require(
                        isUpTo(MOST_MILLIS, deadlineMillis),
                        "--deadline must be 1 to 60,000 ms, was %,d",
                        deadlineMillis)
                .require(isUpTo(MOST_ROUNDS, rounds), "--rounds must be 1 to 100, was %,d", rounds)
                .throwIfBroken(spec.commandLine());
        NewThreads threads = new NewThreads("millrace-health-", LoopbackServer.THREADS, WebClient.THREADS);
        try (Interruption interruption = new Interruption()) {
            List<FanResults<Endpoint, Integer>> done = check(interruption);
            Output out = new Output(spec.commandLine().getOut());
            return tell(out, done, threads.left(THREADS_PATIENCE)) ? 0 : 1;
        }
    }

    private List<FanResults<Endpoint, Integer>> check(Interruption interruption)
            throws IOException, InterruptedException {
        List<FanResults<Endpoint, Integer>> done = new ArrayList<>();
        try (Fleet fleet = Fleet.start(endpoints);
                WebClient web = new WebClient();
                WorkerPool pool = WorkerPool.builder("health").workers(atOnce).build()) {
            Thread caller = Thread.currentThread();
            new HealthChecks(pool, web, THREADS_PATIENCE, THREADS_PATIENCE)
                    .round(fleet.rehearsal(2 * atOnce)); // a JVM that has just started loads classes
            interruption.stopWith(caller::interrupt);
            HealthChecks checks =
                    new HealthChecks(pool, web, Duration.ofMillis(timeoutMillis), Duration.ofMillis(deadlineMillis));
            while (done.size() < rounds && !caller.isInterrupted()) {
                done.add(checks.round(fleet.endpoints()));
            }
        }
        return done;
    }

    private boolean tell(Output out, List<FanResults<Endpoint, Integer>> done, List<String> threadsLeft) {
        HealthReport report = new HealthReport(out);
        report.table(done);
        for (int i = 0; i < done.size(); i++) {
            report.summary(i + 1, done.get(i));
        }
        HealthVerdict verdict = HealthVerdict.of(done, endpoints * rounds);
        out.line("%s threadsLeft=%d", verdict.line(), threadsLeft.size());
        return verdict.good() && threadsLeft.isEmpty();
    }

    private static boolean isUpTo(int most, int value) {
        return 1 <= value && value <= most;
    }
}
