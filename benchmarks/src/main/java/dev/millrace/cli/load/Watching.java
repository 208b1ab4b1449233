package dev.millrace.cli.load;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.status.StatusPage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a run can be watched, if one is asked for.
 *
 * @param page null if none is
 */
record Watching(@Nullable StatusPage page) implements AutoCloseable {

    /**
     * Opens the page and says where it is, in one line. Where it cannot be opened the pool is closed: nothing has run yet.
     *
     * @param port 0 to 65,535, or null for no page
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
        } catch (IllegalArgumentException e) {
            pool.close();
            throw new InputException("--status: " + e.getMessage());
        } catch (IOException e) {
            pool.close();
            throw new InputException(e.getMessage());
        }
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
        }
    }
}
