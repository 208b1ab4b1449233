package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolExecutorService;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Lucene's parallel search: each slice of an index is a job, and what comes out must be what one thread finds. */
class LuceneTest extends OnThePool {
    private static final int SEGMENTS = 12;
    private static final int DOCUMENTS = 200;
    private static final int WORDS = 40;
    private static final int QUERIES = 60;

    private static void fill(ByteBuffersDirectory folder) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(new StandardAnalyzer()).setMergePolicy(NoMergePolicy.INSTANCE);
        SplittableRandom random = new SplittableRandom(4);
        try (IndexWriter writer = new IndexWriter(folder, config)) {
            for (int segment = 0; segment < SEGMENTS; segment++) {
                for (int i = 0; i < DOCUMENTS; i++) {
                    Document document = new Document();
                    StringBuilder text = new StringBuilder();
                    for (int word = random.nextInt(3, 20); word > 0; word--) {
                        text.append("word").append(random.nextInt(WORDS)).append(' ');
                    }
                    document.add(new TextField("text", text.toString(), Field.Store.NO));
                    document.add(new StoredField("number", segment * DOCUMENTS + i));
                    writer.addDocument(document);
                }
                writer.commit();
            }
        }
    }

    /** A slice a segment, however small: else small indexes are searched in one go. */
    private static final class Sliced extends IndexSearcher {
        Sliced(DirectoryReader reader, PoolExecutorService view) {
            super(reader, view);
        }

        @Override
        protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
            return slices(leaves, DOCUMENTS, 1);
        }
    }

    private static Query query(int number) {
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term("text", "word" + number % WORDS)), BooleanClause.Occur.SHOULD)
                .add(new TermQuery(new Term("text", "word" + (number * 7 + 3) % WORDS)), BooleanClause.Occur.SHOULD)
                .build();
    }

    private static List<String> found(TopDocs top) {
        List<String> found = new ArrayList<>();
        found.add(top.totalHits.toString());
        for (ScoreDoc hit : top.scoreDocs) {
            found.add(hit.doc + " " + hit.score);
        }
        return found;
    }

    @Way.InEach
    void searches(Way way) throws Exception {
        PoolExecutorService view = view(way, 2, 64);
        try (ByteBuffersDirectory folder = new ByteBuffersDirectory()) {
            fill(folder);
            try (DirectoryReader reader = DirectoryReader.open(folder)) {
                assertThat(reader.leaves()).hasSize(SEGMENTS);
                IndexSearcher alone = new IndexSearcher(reader);
                List<List<String>> expected = new ArrayList<>();
                for (int i = 0; i < QUERIES; i++) {
                    expected.add(found(alone.search(query(i), 2_000)));
                }
                IndexSearcher searcher = new Sliced(reader, view);
                Callers.run(4, caller -> {
                    for (int i = 0; i < QUERIES; i++) {
                        int number = (i * 11 + caller) % QUERIES;
                        assertThat(found(searcher.search(query(number), 2_000))).isEqualTo(expected.get(number));
                    }
                });
                // And by jobs of the pool itself, which wait for the slices that they submit.
                List<Future<List<String>>> inside = new ArrayList<>();
                for (int i = 0; i < QUERIES; i++) {
                    int number = i;
                    inside.add(view.submit(() -> found(searcher.search(query(number), 2_000))));
                }
                for (int i = 0; i < QUERIES; i++) {
                    assertThat(inside.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(expected.get(i));
                }
            }
        }
        assertThat(view.pool().stats().jobs().accepted()).isGreaterThan(5L * QUERIES);
    }
}
