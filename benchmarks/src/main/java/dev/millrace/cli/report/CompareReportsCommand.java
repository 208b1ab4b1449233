package dev.millrace.cli.report;

import dev.millrace.pool.metrics.report.ReportComparison;
import dev.millrace.pool.metrics.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code report compare}. */
@Command(
        name = "compare",
        usageHelpWidth = 110,
        description = {
            "Puts two reports beside each other: percentiles with their ratio, and what differs between the runs; with --out"
                    + " also as a page with both curves.",
            ""
        },
        mixinStandardHelpOptions = true)
final class CompareReportsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A folder with one report, its .json, or an .hlog.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "The one that is divided by it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path second;

    @Option(names = "--out", paramLabel = "DIR", description = "Write comparison.html and comparison.txt there.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            ReportComparison comparison = new ReportComparison(
                    first.toString(), RunReport.read(first), second.toString(), RunReport.read(second));
            PrintWriter print = spec.commandLine().getOut();
            print.println(comparison.text());
            if (out != null) {
                comparison.writeTo(out).forEach(print::println);
            }
            return 0;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
