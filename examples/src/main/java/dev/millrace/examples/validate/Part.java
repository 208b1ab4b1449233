package dev.millrace.examples.validate;

import java.util.List;

/**
 * Some records of a table: what one job checks.
 *
 * @param table whose rules are for them
 * @param rows the records
 * @param <R> a record
 */
record Part<R>(Table<R> table, List<R> rows) {

    /** All rules against all records; a violation ends nothing. */
    Findings check() throws InterruptedException {
        Findings findings = new Findings();
        for (Rule<R> rule : table.rules()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before '" + rule.name() + "'");
            }
            String name = table.name() + ": " + rule.name();
            findings.checked(name, rows.size());
            for (R row : rows) {
                if (rule.violatedBy(row)) {
                    findings.violated(name, table.shown().apply(row));
                }
            }
        }
        return findings;
    }
}
