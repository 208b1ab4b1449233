package dev.millrace.examples.search;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldDocs;

/** One query over several indexes, which answer at once; a shard that is late or fails is left out, and known by its result. */
final class DistributedSearch {
    private final WorkerPool pool;
    private final List<Shard> shards;

    DistributedSearch(WorkerPool pool, List<Shard> shards) {
        this.pool = pool;
        this.shards = shards;
    }

    /**
     * What was found.
     *
     * @param hits the best of all shards that have answered
     * @param statistics the first round: how frequent the words are
     * @param answers the second round: each shard's best
     */
    record Found(List<Hit> hits, FanResults<Shard, Statistics> statistics, FanResults<Shard, TopFieldDocs> answers) {}

    /**
     * Searches in two rounds: scores can be compared only if all shards know how frequent the words are in all of them.
     *
     * @param most how many hits
     * @param deadline for the second round
     */
    Found search(Query query, int most, Duration deadline) {
        Set<Term> terms = new HashSet<>();
        query.visit(QueryVisitor.termCollector(terms));
        FanResults<Shard, Statistics> statistics = pool.map(shards, shard -> shard.statistics(terms));
        Statistics all = statistics.values().stream().reduce(Statistics::plus).orElseThrow();

        FanResults<Shard, TopFieldDocs> answers = pool.map(
                shards,
                shard -> shard.search(query, all, most),
                FanOut.collectAll().within(deadline));
        TopFieldDocs[] best = answers.stream()
                .filter(FanResult::succeeded)
                .map(FanResult::value)
                .toArray(TopFieldDocs[]::new);
        return new Found(Hit.of(TopDocs.merge(Shard.ORDER, most, best)), statistics, answers);
    }
}
