package dev.millrace.pool.metrics.report;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A report for people, in lines. */
final class RunText {
    private RunText() {}

    static String of(RunReport report) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(report.latency().text());
        ReportNotes.of(report).forEach(note -> lines.add("! " + note));
        report.counts().ifPresent(counts -> {
            lines.add("");
            lines.add(row("jobs", CountTables.jobs(counts.jobs())));
            lines.add(row("refused", CountTables.rejections(counts.jobs(), counts.rejections())));
            lines.add(row("flow", CountTables.flow(counts.flow())));
        });
        report.facts().stream().map(Fact::group).distinct().forEach(group -> {
            lines.add("");
            lines.add(plain(group));
            report.facts().stream()
                    .filter(fact -> fact.group().equals(group))
                    .forEach(fact -> lines.add(text("  %-20s %s", plain(fact.name()), plain(fact.value()))));
        });
        if (!report.timeline().resizes().isEmpty()) {
            lines.add("");
            lines.add("Resizes");
            report.timeline().resizes().forEach(mark -> lines.add(resize(report, mark)));
        }
        return lines.toString();
    }

    /** Those that are not zero, and the first one anyway. */
    private static String row(String name, Map<String, Long> counts) {
        String first = counts.keySet().iterator().next();
        return counts.entrySet().stream()
                .filter(each -> each.getValue() != 0 || each.getKey().equals(first))
                .map(each -> text("%s %,d", each.getKey(), each.getValue()))
                .collect(Collectors.joining(", ", text("%-8s ", name), ""));
    }

    private static String resize(RunReport report, ResizeMark mark) {
        double seconds = Duration.between(report.latency().from(), mark.at()).toMillis() / 1e3;
        return text("  %8.1f s  %s, %s: %s", seconds, mark.change(), cause(mark), plain(mark.reason()));
    }

    static String cause(ResizeMark mark) {
        return mark.cause().name().toLowerCase(Locale.ROOT);
    }

    /** Without what a terminal would obey. */
    static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
