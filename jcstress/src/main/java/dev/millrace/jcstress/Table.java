package dev.millrace.jcstress;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The verdicts for people: a line for each case, and below it what is wrong with it. */
final class Table {
    private Table() {}

    static String of(List<Verdict> verdicts, Effort effort) {
        StringBuilder text = new StringBuilder(4096);
        int width = verdicts.stream().mapToInt(v -> v.name().length()).max().orElse(0);
        for (Verdict verdict : verdicts) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + Math.max(1, width) + "s %,14d  %-9s  %s%n",
                    verdict.name(),
                    verdict.samples(),
                    verdict.word(),
                    outcomes(verdict)));
            verdict.forbidden()
                    .forEach(what -> text.append("    forbidden: ").append(what).append('\n'));
            verdict.errors()
                    .forEach(what -> text.append("    error: ").append(what).append('\n'));
        }
        long samples = verdicts.stream().mapToLong(Verdict::samples).sum();
        long bad = verdicts.stream().filter(verdict -> !verdict.good()).count();
        return text.append(String.format(
                        Locale.ROOT,
                        "cases=%d samples=%d bad=%d effort=%s java=%s processors=%d%n",
                        verdicts.size(),
                        samples,
                        bad,
                        effort.name().toLowerCase(Locale.ROOT),
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors()))
                .toString();
    }

    private static String outcomes(Verdict verdict) {
        return verdict.outcomes().entrySet().stream()
                .map(outcome -> "(" + outcome.getKey() + ") " + String.format(Locale.ROOT, "%,d", outcome.getValue()))
                .collect(Collectors.joining(", "));
    }
}
