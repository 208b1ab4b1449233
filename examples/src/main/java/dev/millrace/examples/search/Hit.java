package dev.millrace.examples.search;

import java.util.Arrays;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.util.BytesRef;

/**
 * A document that was found.
 *
 * @param name of the class
 * @param score by BM25
 * @param shard its number
 */
record Hit(String name, float score, int shard) {

    /** Those of an answer in {@link Shard#ORDER}. */
    static List<Hit> of(TopDocs found) {
        return Arrays.stream(found.scoreDocs)
                .map(FieldDoc.class::cast)
                .map(hit -> new Hit(((BytesRef) hit.fields[1]).utf8ToString(), (float) hit.fields[0], hit.shardIndex))
                .toList();
    }

    /** Whether it is the same document with the same score, wherever it lies. */
    boolean isSameAs(Hit other) {
        return name.equals(other.name) && Float.compare(score, other.score) == 0;
    }
}
