package dev.millrace.examples.search;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.Reasons;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import java.time.Duration;
import org.apache.lucene.search.TopFieldDocs;

/** Prints what was built, what each shard has answered, and what was found. */
final class SearchReport {
    private final Output out;

    SearchReport(Output out) {
        this.out = out;
    }

    void built(FanResults<Integer, Shard> shards, int docs) {
        out.line("Corpus  %,d classes of java.base: their names and their string constants", docs);
        out.line("Build   %s", shards.efficiency());
    }

    void found(String words, DistributedSearch.Found found) {
        out.line("Query   %s", words);
        out.line("%n%-6s %7s %14s %7s %9s  %s", "shard", "docs", "statistics ms", "hits", "search ms", "worker");
        for (FanResult<Shard, TopFieldDocs> answer : found.answers()) {
            row(answer, found.statistics().get(answer.index()));
        }
        out.line("%n%-5s %8s %6s  %s", "rank", "score", "shard", "class");
        int rank = 0;
        for (Hit hit : found.hits()) {
            rank++;
            out.line("%-5d %8.4f %6d  %s", rank, hit.score(), hit.shard(), hit.name());
        }
        out.line("%n%s", found.answers().efficiency());
    }

    private void row(FanResult<Shard, TopFieldDocs> answer, FanResult<Shard, Statistics> statistics) {
        TopFieldDocs hits = answer.succeeded() ? answer.value() : null;
        out.line(
                "%-6d %,7d %14.2f %7s %9.2f  %s",
                answer.input().number(),
                answer.input().docs(),
                nanos(statistics.outcome().trace().ran()),
                hits == null ? "-" : text("%,d", hits.totalHits.value),
                nanos(answer.outcome().trace().ran()),
                hits == null
                        ? Reasons.of(answer.outcome())
                        : answer.outcome().trace().worker());
    }

    private static double nanos(Duration time) {
        return millis(time.toNanos());
    }
}
