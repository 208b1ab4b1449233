package dev.millrace.examples.validate;

import static dev.millrace.examples.tool.Text.millis;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks all records against all rules, in parts, some parts at once; and once more in turn, to compare. */
final class Validation {
    /** So many parts warm up the code, which is then compiled when the time counts. */
    private static final int WARM_UP = 16;

    private final List<Table<?>> tables;
    private final int partSize;
    private final int workers;
    private final Output out;

    Validation(List<Table<?>> tables, int partSize, int workers, Output out) {
        this.tables = tables;
        this.partSize = partSize;
        this.workers = workers;
        this.out = out;
    }

    /** Whether both ways found the same. */
    boolean run() throws InterruptedException {
        List<? extends Part<?>> parts = parts();
        inTurn(parts.subList(0, Math.min(WARM_UP, parts.size())));
        long begin = System.nanoTime();
        Findings expected = inTurn(parts);
        long inTurnNanos = System.nanoTime() - begin;

        Findings found = new Findings();
        try (WorkerPool pool = WorkerPool.builder("validate").workers(workers).build()) {
            FanResults<Part<?>, Findings> results = pool.map(parts, Part::check, FanOut.collectAll());
            if (Thread.interrupted()) {
                throw new InterruptedException("the parts that ran are cancelled");
            }
            results.values()
                    .forEach(each -> found.add(Objects.requireNonNull(each))); // parts in order: so are their findings
            report(found);
            out.line("%nAt once  %s", results.efficiency());
            out.line(
                    "In turn  %.1f ms: at once %.2f times as fast",
                    millis(inTurnNanos),
                    (double) inTurnNanos / results.efficiency().wall().toNanos());
        }
        boolean verified = found.byRule().equals(expected.byRule());
        out.line(
                "records=%d rules=%d checks=%d violations=%d verified=%b",
                tables.stream().mapToLong(table -> table.rows().size()).sum(),
                found.byRule().size(),
                found.checks(),
                found.violations(),
                verified);
        return verified;
    }

    private List<? extends Part<?>> parts() {
        return tables.stream().flatMap(this::partsOf).toList();
    }

    private Stream<? extends Part<?>> partsOf(Table<?> table) {
        return table.parts(partSize).stream();
    }

    private static Findings inTurn(List<? extends Part<?>> parts) throws InterruptedException {
        Findings findings = new Findings();
        for (Part<?> part : parts) {
            findings.add(part.check());
        }
        return findings;
    }

    private void report(Findings findings) {
        out.line("%-58s %10s %10s  %s", "rule", "records", "violations", "first");
        findings.byRule()
                .forEach((rule, count) ->
                        out.line("%-58s %,10d %,10d  %s", rule, count.checked(), count.violations(), count.first()));
    }
}
