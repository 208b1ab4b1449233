package dev.millrace.examples.files;

import static dev.millrace.examples.tool.Text.millis;

import dev.millrace.examples.tool.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prints the table, the errors and the comparison. */
final class FilesReport {
    private final Path folder;
    private final Output out;

    FilesReport(Path folder, Output out) {
        this.folder = folder;
        this.out = out;
    }

    void table(Pass pass, int shown) {
        out.line("%12s %10s %10s  %-12s  %s", "bytes", "lines", "words", "SHA-256", "file");
        pass.largest(shown).forEach(row -> {
            FileFacts facts = Pass.facts(row);
            out.line(
                    "%,12d %,10d %,10d  %.12s  %s",
                    facts.bytes(), facts.lines(), facts.words(), facts.sha256(), folder.relativize(row.file()));
        });
        int hidden = pass.rows().size() - pass.errors().size() - shown;
        if (hidden > 0) {
            out.line("%12s and %,d more", "", hidden);
        }
        pass.errors().forEach(row -> out.line("%12s %s: %s", "not read", folder.relativize(row.file()), row.error()));
        out.line(
                "%,12d %,10d %,10d  in %,d files, %,d could not be read",
                pass.sum(FileFacts::bytes),
                pass.sum(FileFacts::lines),
                pass.sum(FileFacts::words),
                pass.rows().size() - pass.errors().size(),
                pass.errors().size());
    }

    /** Whether all passes, of both ways, found the same for all files. */
    boolean verdict(List<Pass> atOnce, List<Pass> inTurn, int files) {
        Pass first = atOnce.get(0);
        Pass fast = Pass.fastest(atOnce);
        long inTurnNanos = Pass.fastest(inTurn).nanos();
        out.line("%nAt once  %s", fast.efficiency());
        out.line(
                "In turn  %.1f ms; at once %.1f ms with the start and the end of the pool: %.2f times as fast",
                millis(inTurnNanos), millis(fast.nanos()), (double) inTurnNanos / fast.nanos());
        boolean same = first.rows().size() == files
                && Stream.concat(atOnce.stream(), inTurn.stream())
                        .allMatch(pass -> pass.rows().equals(first.rows()));
        out.line(
                "files=%d errors=%d bytes=%d verified=%b",
                first.rows().size(), first.errors().size(), first.sum(FileFacts::bytes), same);
        return same;
    }
}
