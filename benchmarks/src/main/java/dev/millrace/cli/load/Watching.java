package dev.millrace.cli.load;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.status.StatusPage;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a run can be watched, if one is asked for.
 *
 * @param page null if none is
 */
record Watching(@Nullable StatusPage page) implements AutoCloseable {

    private static final int HIGHEST_PORT = 65_535;

    /** Refuses what is no port, before anything begins. */
    static void check(@Nullable Integer port) {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "--status must be 0 to %,d, was %,d", HIGHEST_PORT, port));
        }
    }

    /**
     * Opens the page and says where it is, in one line. Where it cannot be opened the pool is closed: nothing has run yet.
     *
     * @param port where, or null for no page
     * @throws InputException if it cannot listen there
     */
    static Watching open(@Nullable Integer port, WorkerPool pool, Console console) {
        if (port == null) {
            return new Watching(null);
        }
        try {
            StatusPage page = StatusPage.open(pool, port);
            console.out().println("Watch it at " + page.uri());
            console.out().println();
            return new Watching(page);
        } catch (IOException e) {
            pool.close();
            throw new InputException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }
}
