package dev.millrace.examples.prices;

import static java.util.Comparator.comparing;

import dev.millrace.examples.tool.LoopbackServer;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example prices}. */
@Command(
        name = "prices",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Asks six vendors for their price at once; those that fail or are late are rows of their own.",
            "",
            "The vendors are HTTP endpoints on this machine: one answers 500, one with half an answer, one too late, one has nothing"
                    + " in stock. There is a deadline for all and a shorter one for each.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: every vendor has its row, every row is right, and no thread is left",
            "1: something of that is not so",
            "2: wrong usage"
        })
public final class PricesCommand implements Callable<Integer> {
    private static final int LEAST_MILLIS = 1;
    private static final int MOST_MILLIS = 60_000;
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--deadline",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "For all together. Default: ${DEFAULT-VALUE}.")
    private int deadlineMillis;

    @Option(
            names = "--each",
            paramLabel = "MS",
            defaultValue = "500",
            description = "For each vendor. Default: ${DEFAULT-VALUE}.")
    private int eachMillis;

    @Option(names = "--healthy", description = "Vendors without faults.")
    private boolean healthy;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        new OptionRules()
                .require(isTime(deadlineMillis), "--deadline must be 1 to 60,000 ms, was %,d", deadlineMillis)
                .require(isTime(eachMillis), "--each must be 1 to 60,000 ms, was %,d", eachMillis)
                .throwIfBroken(spec.commandLine());
        NewThreads threads = new NewThreads("millrace-prices-", LoopbackServer.THREADS, WebClient.THREADS);
        Output out = new Output(spec.commandLine().getOut());
        PriceReport report = new PriceReport(out);
        FanResults<Vendor, Offer> answers;
        Map<String, Offer> truth;
        try (Market market = Market.open(healthy);
                WebClient web = new WebClient()) {
            truth = market.truth();
            ask(
                    market.rehearsal(),
                    web,
                    THREADS_PATIENCE,
                    THREADS_PATIENCE); // a JVM that has just started loads classes
            answers = ask(market.vendors(), web, Duration.ofMillis(deadlineMillis), Duration.ofMillis(eachMillis));
        }
        FanResult<Vendor, Offer> best = best(answers).orElse(null);
        report.print(answers, best);
        boolean verified = isRight(answers, truth) && isBest(best, answers, truth);
        List<String> left = threads.left(THREADS_PATIENCE);
        out.line(
                "vendors=%d answered=%d failed=%d best=%s price=%s verified=%s threadsLeft=%d",
                answers.size(),
                answers.size() - answers.failures().size(),
                answers.failures().size(),
                best == null ? "none" : best.input().name(),
                best == null ? "none" : offer(best).price(),
                verified,
                left.size());
        return verified && left.isEmpty() ? 0 : 1;
    }

    /** All at once; a vendor that fails or is late costs its own row. */
    private static FanResults<Vendor, Offer> ask(
            List<Vendor> vendors, WebClient web, Duration deadline, Duration each) {
        try (WorkerPool pool =
                WorkerPool.builder("prices").workers(vendors.size()).build()) {
            return pool.map(
                    vendors,
                    vendor -> Offer.of(web.get(vendor.uri())),
                    FanOut.collectAll().within(deadline).each(JobOptions.none().runWithin(each)));
        }
    }

    private static Optional<FanResult<Vendor, Offer>> best(FanResults<Vendor, Offer> answers) {
        return answers.stream()
                .filter(FanResult::succeeded)
                .filter(answer -> offer(answer).inStock())
                .min(comparing(answer -> offer(answer).price()));
    }

    private static Offer offer(FanResult<Vendor, Offer> answer) {
        return Objects.requireNonNull(answer.value());
    }

    /** Who has no fault answered as it should, or was late; who has one is a failure. */
    private static boolean isRight(FanResults<Vendor, Offer> answers, Map<String, Offer> truth) {
        return answers.stream().allMatch(answer -> {
            Offer expected = truth.get(answer.input().name());
            return answer.succeeded() ? offer(answer).equals(expected) : expected == null || isLate(answer.outcome());
        });
    }

    private static boolean isLate(Outcome<?> outcome) {
        return outcome instanceof Outcome.TimedOut || outcome instanceof Outcome.Expired;
    }

    /** By the vendors' own list, not by their answers. */
    private static boolean isBest(
            @Nullable FanResult<Vendor, Offer> best, FanResults<Vendor, Offer> answers, Map<String, Offer> truth) {
        return answers.stream()
                .filter(FanResult::succeeded)
                .map(answer -> truth.get(answer.input().name()))
                .filter(offer -> offer != null && offer.inStock())
                .noneMatch(offer ->
                        best == null || offer.price().compareTo(offer(best).price()) < 0);
    }

    private static boolean isTime(int millis) {
        return LEAST_MILLIS <= millis && millis <= MOST_MILLIS;
    }
}
