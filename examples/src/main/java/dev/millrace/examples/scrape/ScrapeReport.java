package dev.millrace.examples.scrape;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.Reasons;
import dev.millrace.pool.Efficiency;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Prints a row for each page that was seen, and the time beside that of reading one after the other. */
final class ScrapeReport {
    private final Output out;

    ScrapeReport(Output out) {
        this.out = out;
    }

    void print(CrawlResult found) {
        out.line("%-13s %6s %6s %6s %7s  %s", "page", "status", "words", "links", "ms", "title");
        found.seen().stream().sorted().forEach(page -> row(page, found.pages().get(page)));
        Efficiency used = found.efficiency();
        out.line("%nall pages   %7.1f ms", millis(used.wall().toNanos()));
        out.line(
                "all rows    %7.1f ms: the sum of the rows, the waits for politeness and retries included",
                millis(used.ran().toNanos()));
        out.line("%s", used);
    }

    private void row(URI uri, @Nullable JobHandle<Page> handle) {
        if (handle == null) {
            out.line("%-13s %6s %6s %6s %7s  never asked, no time was left", uri.getPath(), "-", "-", "-", "-");
            return;
        }
        Outcome<Page> outcome = handle.outcome();
        String time = text("%7.1f", millis(outcome.trace().ran().toNanos()));
        if (outcome instanceof Outcome.Value<Page> value && value.value() != null) {
            Page page = value.value();
            out.line(
                    "%-13s %6d %6d %6d %s  %s",
                    uri.getPath(),
                    page.status(),
                    page.words(),
                    page.links().size(),
                    time,
                    page.title().isEmpty() ? "-" : page.title());
        } else {
            out.line("%-13s %6s %6s %6s %s  %s", uri.getPath(), "-", "-", "-", time, Reasons.of(outcome));
        }
    }
}
