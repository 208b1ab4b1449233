package dev.millrace.cli.measure;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code measure}, which is its subcommands. */
@Command(
        name = "measure",
        description = "Measures what a pool costs: idle, memory, alloc or overload.",
        mixinStandardHelpOptions = true,
        subcommands = {IdleCommand.class, MemoryCommand.class, AllocCommand.class, OverloadCommand.class})
public final class MeasureCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "What is to be measured is missing: "
                        + String.join(" or ", spec.subcommands().keySet()));
    }
}
