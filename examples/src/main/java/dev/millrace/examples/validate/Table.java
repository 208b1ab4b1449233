package dev.millrace.examples.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Records of one kind and the rules for them.
 *
 * @param name of the table
 * @param rows all records
 * @param shown a record as a text
 * @param rules for each of them
 * @param <R> a record
 */
record Table<R>(String name, List<R> rows, Function<R, String> shown, List<Rule<R>> rules) {

    /** Its records in parts, each at most so long. */
    List<Part<R>> parts(int size) {
        List<Part<R>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            parts.add(new Part<>(this, rows.subList(from, Math.min(rows.size(), from + size))));
        }
        return parts;
    }
}
