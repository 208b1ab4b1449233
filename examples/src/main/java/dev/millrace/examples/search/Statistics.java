package dev.millrace.examples.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;

/**
 * How frequent words are. Scores rest on it; so scores of several shards can only be compared if all of them rest on the sum.
 *
 * @param docs documents
 * @param docsWithText those of them that have text
 * @param words in all of them
 * @param wordsByDoc different words of each document, summed
 * @param terms of the query that occur
 */
record Statistics(int docs, int docsWithText, long words, long wordsByDoc, Map<Term, Count> terms) {

    /**
     * How frequent a word is.
     *
     * @param docs in how many documents it is
     * @param times how often it is there
     */
    record Count(int docs, long times) {
        Count plus(Count other) {
            return new Count(docs + other.docs, times + other.times);
        }
    }

    /** Those of one index. */
    static Statistics of(IndexReader index, Set<Term> query) throws IOException {
        Map<Term, Count> terms = new HashMap<>();
        for (Term term : query) {
            if (index.docFreq(term) > 0) {
                terms.put(term, new Count(index.docFreq(term), index.totalTermFreq(term)));
            }
        }
        return new Statistics(
                index.maxDoc(),
                index.getDocCount(Shard.TEXT),
                index.getSumTotalTermFreq(Shard.TEXT),
                index.getSumDocFreq(Shard.TEXT),
                Map.copyOf(terms));
    }

    /** Those of both together. */
    Statistics plus(Statistics other) {
        Map<Term, Count> both = new HashMap<>(terms);
        other.terms.forEach((term, count) -> both.merge(term, count, Count::plus));
        return new Statistics(
                docs + other.docs,
                docsWithText + other.docsWithText,
                words + other.words,
                wordsByDoc + other.wordsByDoc,
                Map.copyOf(both));
    }

    /** As Lucene wants it. */
    CollectionStatistics ofText() {
        return new CollectionStatistics(Shard.TEXT, docs, docsWithText, words, wordsByDoc);
    }

    /** As Lucene wants it, for a term of the query that occurs. */
    TermStatistics of(Term term) {
        Count count = terms.getOrDefault(term, new Count(0, 0));
        return new TermStatistics(term.bytes(), count.docs, count.times);
    }
}
