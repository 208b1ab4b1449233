package dev.millrace.examples.fofi;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example fofi}. */
@Command(
        name = "fofi",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Fan-out and fan-in: producers, so many at once, into one consumer with a bounded buffer.",
            "",
            "One producer at a time takes the sum of their times; five at once the longest and the consumer's share.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: the consumer has had each result once, and no more producers ran at once than allowed",
            "1: something of that is not so, or Ctrl-C came before",
            "2: wrong usage"
        })
public final class FofiCommand implements Callable<Integer> {
    private static final int MOST_JOBS = 1_000;
    private static final int MOST_UNITS = 1_000;
    private static final int MOST_AT_ONCE = 256;
    private static final int MOST_MILLIS = 60_000;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--producers",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many run at once. " + DEFAULT)
    private int producers;

    @Option(
            names = "--jobs",
            paramLabel = "UNITS",
            split = ",",
            defaultValue = "5,3,2,4,1",
            description = "How long each producer takes, in time units. " + DEFAULT)
    private List<Integer> jobs = List.of();

    @Option(names = "--unit", paramLabel = "MS", defaultValue = "200", description = "The time unit. " + DEFAULT)
    private int unit;

    @Option(
            names = "--buffer",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many results may wait before producers are held back. " + DEFAULT)
    private int buffer;

    @Option(
            names = "--consume",
            paramLabel = "MS",
            defaultValue = "50",
            description = "What the consumer takes for each result. " + DEFAULT)
    private int consume;

    @Option(
            names = "--close-after",
            paramLabel = "N",
            defaultValue = "0",
            description = "The consumer stops after so many results; 0 for all. " + DEFAULT)
    private int closeAfter;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        FofiOptions options = new FofiOptions(jobs, unit, producers, buffer, consume, closeAfter);
        Output out = new Output(spec.commandLine().getOut());
        try (Interruption interruption = new Interruption()) {
            FofiResult result = new Fofi(options, out).run(interruption);
            out.line("%s", result.total());
            out.line("%s", result.line());
            return result.verified() ? 0 : 1;
        }
    }

    private void checkOptions() {
        OptionRules rules = new OptionRules()
                .require(
                        1 <= producers && producers <= MOST_AT_ONCE,
                        "--producers must be 1 to %,d, was %,d",
                        MOST_AT_ONCE,
                        producers)
                .require(jobs.size() <= MOST_JOBS, "--jobs must be 1 to %,d producers, was %,d", MOST_JOBS, jobs.size())
                .require(0 <= unit && unit <= MOST_MILLIS, "--unit must be 0 to %,d ms, was %,d", MOST_MILLIS, unit)
                .require(1 <= buffer && buffer <= MOST_JOBS, "--buffer must be 1 to %,d, was %,d", MOST_JOBS, buffer)
                .require(
                        0 <= consume && consume <= MOST_MILLIS,
                        "--consume must be 0 to %,d ms, was %,d",
                        MOST_MILLIS,
                        consume)
                .require(
                        0 <= closeAfter && closeAfter <= jobs.size(),
                        "--close-after must be 0 to the number of jobs (%,d), was %,d",
                        jobs.size(),
                        closeAfter);
        jobs.forEach(units -> rules.require(
                0 <= units && units <= MOST_UNITS, "--jobs must be 0 to %,d units each, was %,d", MOST_UNITS, units));
        rules.throwIfBroken(spec.commandLine());
    }
}
