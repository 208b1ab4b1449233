package dev.millrace.examples.files;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.OptionRules;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code example files}. */
@Command(
        name = "files",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Size, lines, words and SHA-256 of every file below a folder, several files at once.",
            "",
            "A file that cannot be read is a row with its error. The files are read in turn, too: for the time, and to compare.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0: both ways found the same; files that cannot be read included",
            "1: they did not, since files changed meanwhile; or Ctrl-C came before",
            "2: wrong usage"
        })
public final class FilesCommand implements Callable<Integer> {
    private static final int MOST_WORKERS = 256;
    private static final int MOST_ROUNDS = 100;
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The folder. Default: that of the running JDK.")
    private Path folder = Path.of(System.getProperty("java.home"));

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Threads of the pool. Default: one for each processor.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many rows, largest first. " + DEFAULT)
    private int show;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often both ways; the fastest of each counts. " + DEFAULT)
    private int rounds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        new OptionRules()
                .require(Files.isDirectory(folder), "DIR must be a folder, was '%s'", folder)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .require(
                        1 <= rounds && rounds <= MOST_ROUNDS, "--rounds must be 1 to %,d, was %,d", MOST_ROUNDS, rounds)
                .require(show >= 0, "--show must be 0 or more rows, was %,d", show)
                .throwIfBroken(spec.commandLine());
        try (Interruption interruption = new Interruption()) {
            return run(folder.toRealPath(), interruption) ? 0 : 1;
        }
    }

    private boolean run(Path root, Interruption interruption) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = FileTree.below(root);
        FilesRun run = new FilesRun(files, workers);
        interruption.stopWith(run::stop);
        List<Pass> inTurn = new ArrayList<>();
        List<Pass> atOnce = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            inTurn.add(run.inTurn());
            try (ProgressBar progress = new ProgressBar(out, "files", files.size())) {
                atOnce.add(run.atOnce(progress));
            }
        }
        FilesReport report = new FilesReport(root, new Output(out));
        report.table(atOnce.get(0), show);
        return report.verdict(atOnce, inTurn, files.size());
    }
}
