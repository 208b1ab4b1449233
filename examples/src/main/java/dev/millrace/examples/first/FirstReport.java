package dev.millrace.examples.first;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.Output;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints what became of each source, with times from the start of the race. */
final class FirstReport {
    private final Output out;

    FirstReport(Output out) {
        this.out = out;
    }

    /**
     * Prints the table.
     *
     * @param winner null if nobody won
     * @param beginNanos when the race began
     */
    void print(Map<Mirror, Fate> fates, @Nullable Mirror winner, int fileBytes, long beginNanos) {
        out.line("%-8s %9s  %s", "source", "ended ms", "what became of it, as it saw it");
        fates.forEach((mirror, fate) -> out.line(
                "%-8s %9s  %s",
                mirror.name(),
                hasEnded(fate) ? text("%.1f", millis(fate.nanos() - beginNanos)) : "-",
                mirror.equals(winner) ? text("sent %,d bytes, first", fate.sent()) : words(fate, fileBytes)));
    }

    /** How long after the end of the race the last connection was cut. */
    void lastCut(Map<Mirror, Fate> fates, long endNanos) {
        fates.values().stream()
                .filter(fate -> fate.end() == Fate.End.CUT)
                .mapToLong(fate -> fate.nanos() - endNanos)
                .max()
                .ifPresent(nanos -> out.line("Cut     the last one %.1f ms later", millis(Math.max(0, nanos))));
    }

    private static boolean hasEnded(Fate fate) {
        return fate.end() != Fate.End.NEVER_ASKED && fate.end() != Fate.End.SENDS_ON;
    }

    private static String words(Fate fate, int fileBytes) {
        return switch (fate.end()) {
            case NEVER_ASKED -> "never asked";
            case REFUSED -> "answered that it has no file";
            case HUNG_UP -> text("hung up after %,d of %,d bytes", fate.sent(), fileBytes);
            case SENT_ALL -> text("sent %,d bytes, which were not taken", fate.sent());
            case CUT -> text("cut after %,d of %,d bytes", fate.sent(), fileBytes);
            case SENDS_ON -> "sends on: WRONG";
        };
    }
}
