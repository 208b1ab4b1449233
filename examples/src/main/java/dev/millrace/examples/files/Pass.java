package dev.millrace.examples.files;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * All files, read once.
 *
 * @param rows by file
 * @param nanos how long it took
 * @param efficiency of the pool, or nothing
 */
record Pass(Map<Path, Row> rows, long nanos, String efficiency) {

    /** The one that was disturbed least by what else runs on the machine. */
    static Pass fastest(List<Pass> passes) {
        return passes.stream().min(Comparator.comparingLong(Pass::nanos)).orElseThrow();
    }

    List<Row> errors() {
        return rows.values().stream().filter(row -> row.error() != null).toList();
    }

    /** Those that were read, with the most bytes first. */
    List<Row> largest(int count) {
        return rows.values().stream()
                .filter(row -> row.facts() != null)
                .sorted(Comparator.comparingLong((Row row) -> facts(row).bytes())
                        .reversed())
                .limit(count)
                .toList();
    }

    long sum(ToLongFunction<FileFacts> figure) {
        return rows.values().stream()
                .flatMap(row -> Stream.ofNullable(row.facts()))
                .mapToLong(figure)
                .sum();
    }

    static FileFacts facts(Row row) {
        return Objects.requireNonNull(row.facts());
    }
}
