package dev.millrace.examples.search;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.lucene.search.Query;

/**
 * What one index over everything finds, built and searched by one thread: what the shards together have to find.
 *
 * @param hits all of them, the best first
 */
record Reference(List<Hit> hits) {

    static Reference of(List<Corpus.Doc> docs, Query query) throws IOException {
        Shard whole = Shard.build(0, docs);
        return new Reference(Hit.of(whole.searchAlone(query, whole.docs())));
    }

    /**
     * The best hits.
     *
     * @param counts which classes: those whose shard has answered
     */
    List<Hit> best(int most, Predicate<String> counts) {
        return hits.stream().filter(hit -> counts.test(hit.name())).limit(most).toList();
    }
}
