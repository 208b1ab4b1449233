package dev.millrace.examples.service;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.DrainReport;
import java.io.PrintWriter;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.jspecify.annotations.Nullable;

/** Prints the run as it goes; the verdict comes last. */
final class ServiceReport {
    private final PrintWriter out;

    ServiceReport(PrintWriter out) {
        this.out = out;
    }

    void header(ServiceOptions options, int packages, BuildTimes build) {
        line("Command   %s", options.commandLine());
        line("Java      %s", Runtime.version());
        line("Requests  for the SHA-256 of one of %d packages of the JDK, read file by file", packages);
        line(
                "Client    %d connections; latency counts from the time at which a request was meant to be sent",
                options.connections());
        line("build()   %s", build);
    }

    void serving(int port) {
        line("Serving   http://127.0.0.1:%d", port);
        line("%n%-66s %-26s %s", "", "latency of 200, ms", "latency of 503, ms");
        line(
                "%-9s %7s %6s %9s %9s %9s %9s %6s %8s %8s %8s %8s %8s %8s",
                "phase",
                "rate/s",
                "s",
                "sent",
                "200",
                "verified",
                "503",
                "errors",
                "p50",
                "p99",
                "p99.9",
                "p50",
                "p99",
                "p99.9");
    }

    void phase(PhaseResult result) {
        Phase phase = result.phase();
        line(
                "%-9s %,7d %6.1f %,9d %,9d %,9d %,9d %,6d%s%s",
                phase.name(),
                phase.rate(),
                phase.length().toMillis() / 1e3,
                result.sent(),
                result.ok(),
                result.verified(),
                result.refused(),
                result.errors(),
                percentiles(result.okNanos()),
                percentiles(result.refusedNanos()));
        if (result.unsent() > 0) {
            line("%9s %,d requests were not sent: interrupted, or the machine was too far behind", "", result.unsent());
        }
    }

    void nothingRefused() {
        line("Nothing was refused: the workers kept up. A larger --burst is an overload.");
    }

    private static String percentiles(AbstractHistogram nanos) {
        return nanos.getTotalCount() == 0
                ? text(" %8s %8s %8s", "-", "-", "-")
                : text(
                        " %8.2f %8.2f %8.2f",
                        millis(nanos.getValueAtPercentile(50)),
                        millis(nanos.getValueAtPercentile(99)),
                        millis(nanos.getValueAtPercentile(99.9)));
    }

    void pool(String explanation) {
        line("%n%s", explanation);
    }

    void end(DrainReport end, List<String> threadsLeft) {
        line("Closed    %s", end);
        line(
                "Threads   %s",
                threadsLeft.isEmpty() ? "none is left of the pool, the server and the client" : threadsLeft);
    }

    void verdict(ServiceVerdict verdict) {
        verdict.problems().forEach(problem -> line("WRONG     %s", problem));
        line("%s", verdict.line());
    }

    private void line(String format, @Nullable Object... values) {
        out.println(text(format, values));
        out.flush();
    }
}
