package dev.millrace.examples.search;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What Lucene says about the JVM at its start, which is nobody's news here: that vectors, which it uses for numbers of meaning, could be faster. */
final class LuceneLog {
    /** Kept, since a logger that nobody holds forgets its level. */
    private static final Logger VECTORS = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private LuceneLog() {}

    /** Before the first use of Lucene. */
    static void quiet() {
        VECTORS.setLevel(Level.SEVERE);
    }
}
