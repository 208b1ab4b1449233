package dev.millrace.examples.search;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;

/** A Lucene index in memory over some of the documents. Thread-safe. */
final class Shard {
    static final String TEXT = "text";
    private static final String NAME = "name";

    /** The best first; equal ones by their name, so that the order is the same wherever they lie. */
    static final Sort ORDER = new Sort(SortField.FIELD_SCORE, new SortField(NAME, SortField.Type.STRING));

    private final int number;
    private final DirectoryReader reader;
    private final boolean stalls;

    private Shard(int number, DirectoryReader reader, boolean stalls) {
        this.number = number;
        this.reader = reader;
        this.stalls = stalls;
    }

    /**
     * Builds the index.
     *
     * @param number for people, from 1
     */
    static Shard build(int number, List<Corpus.Doc> docs) throws IOException {
        ByteBuffersDirectory memory = new ByteBuffersDirectory();
        IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer())
                .setMergeScheduler(new SerialMergeScheduler()); // on this thread, and none of its own
        try (IndexWriter writer = new IndexWriter(memory, config)) {
            for (Corpus.Doc doc : docs) {
                Document fields = new Document();
                fields.add(new SortedDocValuesField(NAME, new BytesRef(doc.name())));
                fields.add(new TextField(TEXT, doc.text(), Field.Store.NO));
                writer.addDocument(fields);
            }
        }
        return new Shard(number, DirectoryReader.open(memory), false);
    }

    /** The same index, which does not answer searches any more. */
    Shard stalled() {
        return new Shard(number, reader, true);
    }

    int number() {
        return number;
    }

    int docs() {
        return reader.numDocs();
    }

    /** How frequent words are here. */
    Statistics statistics(Set<Term> terms) throws IOException {
        return Statistics.of(reader, terms);
    }

    /**
     * The best documents.
     *
     * @param all the statistics on which the scores rest
     * @param most how many
     * @throws InterruptedException if it stalls, and nobody waits any more
     */
    TopFieldDocs search(Query query, Statistics all, int most) throws IOException, InterruptedException {
        if (stalls) {
            Thread.sleep(Long.MAX_VALUE);
        }
        TopFieldDocs hits = new Searcher(reader, all).search(query, most, ORDER);
        for (ScoreDoc hit : hits.scoreDocs) {
            hit.shardIndex = number;
        }
        return hits;
    }

    /** The best documents, by its own statistics alone: as Lucene does it without any shards. */
    TopFieldDocs searchAlone(Query query, int most) throws IOException {
        return new IndexSearcher(reader).search(query, most, ORDER);
    }

    /** Scores by the statistics of all shards instead of its own. */
    private static final class Searcher extends IndexSearcher {
        private final Statistics all;

        Searcher(DirectoryReader reader, Statistics all) {
            super(reader);
            this.all = all;
        }

        @Override
        public CollectionStatistics collectionStatistics(String field) {
            return all.ofText();
        }

        @Override
        public TermStatistics termStatistics(Term term, int docFreq, long totalTermFreq) {
            return all.of(term);
        }
    }
}
