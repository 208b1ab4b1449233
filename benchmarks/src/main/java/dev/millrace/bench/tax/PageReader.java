package dev.millrace.bench.tax;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.status.StatusPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * A pool's status page, and somebody who reads it as the page in a browser does.
 *
 * @param page is open
 */
record PageReader(StatusPage page) {

    static PageReader of(WorkerPool pool) {
        try {
            return new PageReader(StatusPage.open(pool, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gets the figures and throws them away. */
    void read() {
        URI figures = page.uri().resolve("pool.json");
        try (InputStream in = figures.toURL().openStream()) {
            if (in.readAllBytes().length == 0) {
                throw new IllegalStateException("nothing at " + figures);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        page.close();
    }
}
