package dev.millrace.cli.report;

import dev.millrace.pool.metrics.report.ReportFormat;
import dev.millrace.pool.metrics.report.RunReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code report}. */
@Command(
        name = "report",
        usageHelpWidth = 110,
        description = {
            "Prints a report that 'load --report' or a program has written; with --out also makes its files again.",
            ""
        },
        mixinStandardHelpOptions = true,
        subcommands = CompareReportsCommand.class)
public final class ReportCommand implements Callable<Integer> {
    /** Of their intervals reports in JSON keep figures, and no histograms, which the log is made of. */
    private static final Set<ReportFormat> FORMATS = EnumSet.complementOf(EnumSet.of(ReportFormat.HLOG));

    @Parameters(
            paramLabel = "REPORT",
            arity = "0..1",
            description = "A folder with one report, a .json of one, or an .hlog of a pool.")
    private @Nullable Path source;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the report there, as text, page, picture and data.")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (source == null) {
            throw new ParameterException(spec.commandLine(), "Missing required parameter: 'REPORT'");
        }
        try {
            RunReport report = RunReport.read(source);
            PrintWriter print = spec.commandLine().getOut();
            print.println(report.text());
            if (out != null) {
                report.writeTo(out, report.latency().pool(), FORMATS).forEach(print::println);
            }
            return 0;
        } catch (IOException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
