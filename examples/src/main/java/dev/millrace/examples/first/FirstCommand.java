package dev.millrace.examples.first;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.first.Fate.End;
import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Race;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example first}. */
@Command(
        name = "first",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Downloads one file from whichever of five mirrors is first; the others are cut off at once.",
            "",
            "The mirrors are HTTP endpoints on this machine: one has no file, one is slow, one stalls, one sends a wrong file."
                    + " Each tells what became of its connection.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: the file is right (or, with --fail-all, the error names every mirror), and no mirror sends on",
            "1: something of that is not so",
            "2: wrong usage"
        })
public final class FirstCommand implements Callable<Integer> {
    private static final int MOST_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--hedge",
            paramLabel = "MS",
            description =
                    "Ask one mirror, and the next one each time that so long has passed or one has failed. Default: all at once.")
    private @Nullable Integer hedgeMillis;

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "1500",
            description = "For all together. Default: ${DEFAULT-VALUE}.")
    private int deadlineMillis;

    @Option(names = "--fail-all", description = "No mirror has the file.")
    private boolean failAll;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OptionRules()
                .require(
                        hedgeMillis == null || isTime(hedgeMillis),
                        "--hedge must be 1 to 60,000 ms, was %,d",
                        hedgeMillis)
                .require(isTime(deadlineMillis), "--deadline must be 1 to 60,000 ms, was %,d", deadlineMillis)
                .throwIfBroken(spec.commandLine());
        NewThreads threads = new NewThreads("millrace-first-", LoopbackServer.THREADS, WebClient.THREADS);
        Output out = new Output(spec.commandLine().getOut());
        String verdict;
        try (Mirrors mirrors = Mirrors.start(failAll);
                WebClient web = new WebClient();
                WorkerPool pool = WorkerPool.builder("first")
                        .workers(mirrors.all().size())
                        .build()) {
            Download download = new Download(web, mirrors.file());
            pool.first(mirrors.rehearsal(), download::from); // a JVM that has just started loads classes
            verdict = race(mirrors, download, pool, out);
        }
        List<String> left = threads.left(THREADS_PATIENCE);
        out.line("%s threadsLeft=%d", verdict, left.size());
        return verdict.endsWith("verified=true") && left.isEmpty() ? 0 : 1;
    }

    private String race(Mirrors mirrors, Download download, WorkerPool pool, Output out) throws InterruptedException {
        FirstReport report = new FirstReport(out);
        long begin = System.nanoTime();
        try {
            FanResult<Mirror, byte[]> winner = first(mirrors.all(), download, pool);
            long end = System.nanoTime();
            Map<Mirror, Fate> fates = mirrors.fates(PATIENCE);
            report.print(fates, winner.input(), mirrors.file().length, begin);
            out.line(
                    "Answer  after %.1f ms, from %s",
                    millis(end - begin), winner.input().name());
            report.lastCut(fates, end);
            return verdict(fates, winner.input().name(), isRight(winner, mirrors, fates));
        } catch (FanOutException failure) {
            long end = System.nanoTime();
            Map<Mirror, Fate> fates = mirrors.fates(PATIENCE);
            report.print(fates, null, mirrors.file().length, begin);
            String message = String.valueOf(failure.getMessage());
            out.line(
                    "Error   after %.1f ms: %s",
                    millis(end - begin), message.replace(" [", System.lineSeparator() + "  ["));
            report.lastCut(fates, end);
            return verdict(fates, "none", failAll && namesEach(failure, mirrors.all()));
        }
    }

    private static String verdict(Map<Mirror, Fate> fates, String winner, boolean right) {
        long asked = count(fates, fate -> fate.end() != End.NEVER_ASKED);
        long cut = count(fates, fate -> fate.end() == End.CUT);
        long sendOn = count(fates, fate -> fate.end() == End.SENDS_ON);
        return text(
                "mirrors=%d asked=%d cut=%d sendOn=%d winner=%s verified=%s",
                fates.size(), asked, cut, sendOn, winner, right && sendOn == 0);
    }

    private static long count(Map<Mirror, Fate> fates, Predicate<Fate> which) {
        return fates.values().stream().filter(which).count();
    }

    /** The first right file; who has not sent it by then is interrupted, which cuts its connection. */
    private FanResult<Mirror, byte[]> first(List<Mirror> mirrors, Download download, WorkerPool pool)
            throws InterruptedException {
        Race rules = hedgeMillis == null ? Race.allAtOnce() : Race.hedged(Duration.ofMillis(hedgeMillis));
        return pool.first(mirrors, download::from, rules.within(Duration.ofMillis(deadlineMillis)));
    }

    /** The file is the right one, and the mirror says, too, that it has sent it. */
    private static boolean isRight(FanResult<Mirror, byte[]> winner, Mirrors mirrors, Map<Mirror, Fate> fates) {
        Fate fate = fates.get(winner.input());
        return Arrays.equals(winner.value(), mirrors.file()) && fate != null && fate.end() == End.SENT_ALL;
    }

    private static boolean namesEach(FanOutException failure, List<Mirror> mirrors) {
        String message = String.valueOf(failure.getMessage());
        return failure.failed() == mirrors.size()
                && IntStream.range(0, mirrors.size()).allMatch(index -> message.contains("[" + index + "] "));
    }

    private static boolean isTime(int millis) {
        return 1 <= millis && millis <= MOST_MILLIS;
    }
}
