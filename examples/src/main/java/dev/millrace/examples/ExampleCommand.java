package dev.millrace.examples;

import dev.millrace.examples.bounded.BoundedCommand;
import dev.millrace.examples.files.FilesCommand;
import dev.millrace.examples.first.FirstCommand;
import dev.millrace.examples.fofi.FofiCommand;
import dev.millrace.examples.health.HealthCommand;
import dev.millrace.examples.hello.HelloCommand;
import dev.millrace.examples.migrate.MigrateCommand;
import dev.millrace.examples.prices.PricesCommand;
import dev.millrace.examples.scrape.ScrapeCommand;
import dev.millrace.examples.search.SearchCommand;
import dev.millrace.examples.service.ServiceCommand;
import dev.millrace.examples.sum.SumCommand;
import dev.millrace.examples.validate.ValidateCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code example}, which is its subcommands; alone it lists them. */
@Command(
        name = "example",
        description = "Runs a small real program on a pool; alone, lists them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[EXAMPLE]",
        commandListHeading = "%nExamples:%n",
        subcommands = {
            BoundedCommand.class,
            FilesCommand.class,
            FirstCommand.class,
            FofiCommand.class,
            HealthCommand.class,
            HelloCommand.class,
            MigrateCommand.class,
            PricesCommand.class,
            ScrapeCommand.class,
            SearchCommand.class,
            ServiceCommand.class,
            SumCommand.class,
            ValidateCommand.class,
        })
public final class ExampleCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
