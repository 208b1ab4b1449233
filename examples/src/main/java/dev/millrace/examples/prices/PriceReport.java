package dev.millrace.examples.prices;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.Reasons;
import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Prints a row for each vendor, the best offer, and the time beside that of asking one after the other. */
final class PriceReport {
    private final Output out;

    PriceReport(Output out) {
        this.out = out;
    }

    void print(FanResults<Vendor, Offer> answers, @Nullable FanResult<Vendor, Offer> best) {
        out.line("%-8s %9s  %-32s %7s  %s", "vendor", "price", "", "ms", "worker");
        for (FanResult<Vendor, Offer> answer : answers) {
            row(answer, best != null && answer.index() == best.index());
        }
        Efficiency used = answers.efficiency();
        out.line("");
        out.line("total             %7.1f ms: as long as the slowest", nanos(used.wall()));
        out.line("one by one        %7.1f ms: the sum of the rows", nanos(used.ran()));
        out.line("%s", used);
    }

    private void row(FanResult<Vendor, Offer> answer, boolean best) {
        Trace trace = answer.outcome().trace();
        String price = "-";
        String note = Reasons.of(answer.outcome());
        if (answer.outcome() instanceof Outcome.Value<Offer> value && value.value() != null) {
            price = text("%.2f", value.value().price());
            note = value.value().inStock() ? best ? "in stock, the best" : "in stock" : "out of stock";
        }
        String worker = trace.worker() == null ? "-" : trace.worker();
        out.line("%-8s %9s  %-32s %7.1f  %s", answer.input().name(), price, note, nanos(trace.ran()), worker);
    }

    private static double nanos(Duration time) {
        return millis(time.toNanos());
    }
}
