package dev.millrace.pool.metrics.status;

import dev.millrace.pool.ObservablePool;
import java.io.Closeable;

/** The meters of the pools as Prometheus reads them, where Micrometer's registry for it is on the class path. */
interface Scrape extends Closeable {

    /** The one that works here. */
    static Scrape find() {
        try {
            return new PrometheusScrape();
        } catch (NoClassDefFoundError e) {
            return new Missing();
        }
    }

    void add(ObservablePool pool);

    Reply reply() throws Refusal;

    @Override
    void close();

    /** Says what to add. */
    final class Missing implements Scrape {
        @Override
        public void add(ObservablePool pool) {}

        @Override
        public Reply reply() throws Refusal {
            throw new Refusal(
                    404, "add io.micrometer:micrometer-registry-prometheus to the class path to read meters here");
        }

        @Override
        public void close() {}
    }
}
