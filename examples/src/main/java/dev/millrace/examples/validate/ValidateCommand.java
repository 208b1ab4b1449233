package dev.millrace.examples.validate;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code example validate}. */
@Command(
        name = "validate",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Dozens of rules over all records, and all that breaks them.",
            "",
            "The records are what the JDK knows of characters, time zones, locales, currencies and charsets.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: at once and in turn the same violations were found",
            "1: they were not, or Ctrl-C came before",
            "2: wrong usage"
        })
public final class ValidateCommand implements Callable<Integer> {
    private static final int MOST_PART = 1_000_000;
    private static final int MOST_WORKERS = 256;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(names = "--part", paramLabel = "N", defaultValue = "2000", description = "Records a job. " + DEFAULT)
    private int part;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads of the pool. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        new OptionRules()
                .require(1 <= part && part <= MOST_PART, "--part must be 1 to %,d records, was %,d", MOST_PART, part)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .throwIfBroken(spec.commandLine());
        Output out = new Output(spec.commandLine().getOut());
        try (Interruption interruption = new Interruption()) {
            interruption.stopWith(Thread.currentThread()::interrupt);
            return new Validation(JdkTables.all(), part, workers, out).run() ? 0 : 1;
        } catch (InterruptedException e) {
            out.line("interrupted: %s", e.getMessage());
            return 1;
        }
    }
}
