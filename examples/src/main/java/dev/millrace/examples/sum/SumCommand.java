package dev.millrace.examples.sum;

import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example sum}. */
@Command(
        name = "sum",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {"Typed jobs and a handler for each worker: the numbers 1 to 10 are added up to 55.", ""},
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: the sum is right, and all handlers are closed",
            "1: something of that is not so",
            "2: wrong usage"
        })
public final class SumCommand implements Callable<Integer> {
    private static final int MOST_NUMBERS = 100_000;
    private static final int MOST_WORKERS = 256;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--to", paramLabel = "N", defaultValue = "10", description = "The last number. " + DEFAULT)
    private int last;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Each with its handler. " + DEFAULT)
    private int workers;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            defaultValue = "4",
            description = "Numbers that may wait. " + DEFAULT)
    private int capacity;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        new OptionRules()
                .require(1 <= last && last <= MOST_NUMBERS, "--to must be 1 to %,d, was %,d", MOST_NUMBERS, last)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .require(
                        1 <= capacity && capacity <= MOST_NUMBERS,
                        "--capacity must be 1 to %,d, was %,d",
                        MOST_NUMBERS,
                        capacity)
                .throwIfBroken(spec.commandLine());
        Output out = new Output(spec.commandLine().getOut());
        return new Sum(last, workers, capacity, out).run() ? 0 : 1;
    }
}
