package dev.millrace.examples.bounded;

import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.pool.WorkerPool;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example bounded}. */
@Command(
        name = "bounded",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "A parallel map with a bound: results in the order of the input, errors kept or the first one thrown, cancelled.",
            "",
            "For each of some large numbers the next prime is sought, which takes nobody knows how long.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: a result for each input in its order, every prime right, never more at once than allowed",
            "1: something of that is not so",
            "2: wrong usage"
        })
public final class BoundedCommand implements Callable<Integer> {
    private static final int MOST_NUMBERS = 1_000;
    private static final int MOST_WORKERS = 256;
    private static final int MOST_MILLIS = 60_000;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--numbers", paramLabel = "N", defaultValue = "16", description = "How many. " + DEFAULT)
    private int numbers;

    @Option(
            names = "--at-most",
            paramLabel = "K",
            defaultValue = "3",
            description = "How many searches may run at once. " + DEFAULT)
    private int atMost;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Threads of the pool, which could run more. " + DEFAULT)
    private int workers;

    @Option(
            names = "--broken",
            paramLabel = "N",
            defaultValue = "6",
            description = "Every so many-th number is negative, which is an error; 0 for none. " + DEFAULT)
    private int broken;

    @Option(
            names = "--cancel-after",
            paramLabel = "MS",
            defaultValue = "100",
            description = "When the third run is cancelled. " + DEFAULT)
    private int cancelAfter;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        checkOptions();
        Output out = new Output(spec.commandLine().getOut());
        List<BigInteger> inputs = Primes.numbers(numbers, broken);
        Bounded bounded = new Bounded(inputs, atMost, out);
        List<Check> checks;
        try (WorkerPool pool = WorkerPool.builder("bounded").workers(workers).build()) {
            checks = List.of(
                    bounded.all(pool),
                    bounded.firstError(pool),
                    bounded.cancelled(pool, Duration.ofMillis(cancelAfter)));
        }
        boolean verified = checks.stream().allMatch(check -> check.verified(atMost))
                && checks.get(0).values()
                        == numbers
                                - inputs.stream()
                                        .filter(number -> number.signum() < 0)
                                        .count();
        out.line(
                "%nnumbers=%d values=%d,%d,%d atOnce=%d verified=%b",
                numbers,
                checks.get(0).values(),
                checks.get(1).values(),
                checks.get(2).values(),
                checks.stream().mapToInt(Check::atOnce).max().orElse(0),
                verified);
        return verified ? 0 : 1;
    }

    private void checkOptions() {
        new OptionRules()
                .require(
                        1 <= numbers && numbers <= MOST_NUMBERS,
                        "--numbers must be 1 to %,d, was %,d",
                        MOST_NUMBERS,
                        numbers)
                .require(
                        1 <= atMost && atMost <= MOST_NUMBERS,
                        "--at-most must be 1 to %,d, was %,d",
                        MOST_NUMBERS,
                        atMost)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .require(
                        1 <= cancelAfter && cancelAfter <= MOST_MILLIS,
                        "--cancel-after must be 1 to %,d ms, was %,d",
                        MOST_MILLIS,
                        cancelAfter)
                .require(
                        0 <= broken && broken <= MOST_NUMBERS,
                        "--broken must be 1 to %,d, or 0 for none, was %,d",
                        MOST_NUMBERS,
                        broken)
                .throwIfBroken(spec.commandLine());
    }
}
