package dev.millrace.examples.validate;

import java.util.function.Predicate;

/**
 * What should hold for each record of a table.
 *
 * @param name what should hold, in a few words
 * @param holds tells whether it does; what it throws is a violation, too
 * @param <R> a record
 */
record Rule<R>(String name, Predicate<R> holds) {

    boolean violatedBy(R row) {
        try {
            return !holds.test(row);
        } catch (RuntimeException e) {
            return true;
        }
    }
}
