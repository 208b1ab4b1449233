package dev.millrace.cli.load;

import static dev.millrace.tool.Format.seconds;
import static dev.millrace.tool.Format.text;

import dev.millrace.pool.metrics.report.Fact;
import dev.millrace.pool.metrics.report.ReportFormat;
import dev.millrace.pool.metrics.report.RunReport;
import dev.millrace.tool.Build;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The files that a run leaves in its report folder: {@code run.txt} as printed, and a {@link RunReport} as {@code run.html} and in
 * all its other formats.
 */
record RunFiles(Path folder) {
    static final String NAME = "run";

    /** Makes the folder, so that a wrong one is known before the run. */
    static RunFiles in(Path folder) {
        try {
            return new RunFiles(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new InputException("cannot make the report folder " + folder + ": " + e);
        }
    }

    /** Writes all, and says where the page is. */
    String write(Outcome outcome, Course course) throws IOException {
        RunReport report = course.report().with(facts(outcome)).withDetails("load", JsonReport.of(outcome));
        Set<ReportFormat> formats = EnumSet.allOf(ReportFormat.class);
        formats.remove(ReportFormat.TXT);
        String without = "";
        try {
            report.writeTo(folder, NAME, formats);
        } catch (IllegalStateException noPicture) {
            formats.remove(ReportFormat.PNG);
            report.writeTo(folder, NAME, formats);
            without = "; without the picture: " + noPicture.getMessage();
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream text = new PrintStream(printed, false, StandardCharsets.UTF_8)) {
            text.println(outcome.header());
            new TextReport(text, outcome).print();
        }
        Files.write(folder.resolve(NAME + ".txt"), printed.toByteArray());
        return "Report    " + folder.resolve(NAME + ReportFormat.HTML.ending()).toAbsolutePath() + without;
    }

    private static List<Fact> facts(Outcome outcome) {
        LoadOptions options = outcome.header().options();
        Rate rate = outcome.measured().rate();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Run", "Millrace", Build.version()));
        facts.add(new Fact(
                "Run",
                "command",
                "./millrace load " + String.join(" ", outcome.header().arguments())));
        facts.add(new Fact("Run", "input", outcome.header().input()));
        facts.add(new Fact("Run", "accounting", outcome.verdict().line()));
        facts.add(new Fact("Pool", "workers", options.workers().toString()));
        facts.add(new Fact("Pool", "queueCapacity", String.valueOf(options.capacity())));
        facts.add(new Fact("Pool", "whenFull", "block()"));
        facts.add(new Fact("Pool", "dispatch", DispatchConverter.toText(options.dispatch())));
        facts.add(new Fact(
                "Rate",
                "offered",
                text("%,.0f jobs/s by the schedule, in batches of %d", rate.offered(), options.batch())));
        facts.add(new Fact(
                "Rate",
                "achieved",
                text("%,.0f jobs/s from the first intended send to the last end", rate.achieved())));
        facts.add(new Fact("Rate", "schedule", rate.verdict()));
        facts.add(new Fact(
                "Rate",
                "late sends",
                text(
                        "p99 %,.1f us, at worst %,.3f s behind the schedule",
                        outcome.measured().lateness().getValueAtPercentile(99) / 1e3,
                        seconds(rate.worstLatenessNanos()))));
        facts.add(new Fact(
                "Measurement",
                "discarded",
                text("the first %s s, %,d jobs, as the warm-up", options.warmup(), options.warmupJobs())));
        facts.add(
                new Fact(
                        "Measurement",
                        "coordinated omission",
                        "avoided: jobs are sent on a schedule that was fixed before the first of them, and a job's time begins when it"
                                + " was meant to be sent, so being late and waiting for room are in it; nothing was corrected"));
        return facts;
    }
}
