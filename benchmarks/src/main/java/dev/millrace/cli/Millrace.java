package dev.millrace.cli;

import dev.millrace.bench.compare.CompareCommand;
import dev.millrace.bench.fan.FanOutsCommand;
import dev.millrace.bench.scale.ScaleCommand;
import dev.millrace.bench.tax.TaxCommand;
import dev.millrace.cli.cost.CostCommand;
import dev.millrace.cli.load.LoadCommand;
import dev.millrace.cli.measure.MeasureCommand;
import dev.millrace.cli.report.ReportCommand;
import dev.millrace.cli.simulate.SimulateCommand;
import dev.millrace.cli.soak.SoakCommand;
import dev.millrace.examples.ExampleCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line of Millrace. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "millrace",
        description = "Runs and measures Millrace, an adaptive work-stealing worker pool.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            LoadCommand.class,
            CompareCommand.class,
            FanOutsCommand.class,
            MeasureCommand.class,
            ReportCommand.class,
            CostCommand.class,
            TaxCommand.class,
            ScaleCommand.class,
            SimulateCommand.class,
            SoakCommand.class,
            ExampleCommand.class
        },
        footer = {
            "",
            "'millrace COMMAND --help' tells the options of a command; 'millrace jcstress --help' those of the memory tests."
        })
public final class Millrace implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // pictures go into files
        System.exit(commandLine().execute(args));
    }

    /** The commands, ready to be executed. */
    public static CommandLine commandLine() {
        return configured(new CommandLine(new Millrace()));
    }

    /** With our ways of reading numbers and of telling errors. */
    public static CommandLine configured(CommandLine commandLine) {
        return commandLine
                .registerConverter(int.class, Numbers.WHOLE)
                .registerConverter(Integer.class, Numbers.WHOLE)
                .registerConverter(double.class, Numbers.DECIMAL)
                .setParameterExceptionHandler(Millrace::tellUsageError);
    }

    /** The message and where to read more; the whole usage would push the message off the screen. */
    private static int tellUsageError(ParameterException error, String... args) {
        CommandLine commandLine = error.getCommandLine();
        commandLine.getErr().println(message(error));
        UnmatchedArgumentException.printSuggestions(error, commandLine.getErr());
        commandLine.getErr().println("'" + commandLine.getCommandSpec().qualifiedName() + " --help' tells more.");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException error) {
        boolean choosesCommand = !error.getCommandLine().getSubcommands().isEmpty();
        return choosesCommand && error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "No command '" + unmatched.getUnmatched().get(0) + "'"
                : String.valueOf(error.getMessage());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: " + commands());
    }

    private String commands() {
        return String.join(" or ", spec.subcommands().keySet());
    }
}
