package dev.millrace.pool.metrics.status;

import dev.millrace.pool.ObservablePool;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;

/**
 * A page for a browser that shows live what a pool does, and the same as JSON and for Prometheus.
 *
 * <pre>{@code
 * try (StatusPage page = StatusPage.open(pool, 8080)) {
 *     System.out.println("watch it at " + page.uri());
 *     ...
 * }
 * }</pre>
 *
 * <p>There is none unless it is opened. It only reads, listens on the loopback interface unless {@link StatusPageBuilder#allowRemote told otherwise}, answers nobody who asks by a foreign name, and bounds what a request may cost. Its threads
 * are daemons of its own: one that waits for connections, one that looks at each pool once a second from the opening on, so that who comes late still sees the last ten minutes, and up to sixteen while somebody is connected. No job waits for
 * any of them, and a page that fails touches no job.
 *
 * <p>Closing a pool leaves its page as it was at the end, until the page is closed, too: a page opened first and closed last shows the end. It holds its pools for so long. Thread-safe.
 */
public final class StatusPage implements Closeable {
    private final Server server;
    private final Site site;
    private final Sampler sampler;
    private final URI uri;

    private StatusPage(Server server, Site site, Sampler sampler, URI uri) {
        this.server = server;
        this.site = site;
        this.sampler = sampler;
        this.uri = uri;
    }

    /**
     * Opens a page about one pool on the loopback interface.
     *
     * @param port 0 to 65,535; 0 picks a free one
     * @throws IOException if it cannot listen there, such as when the port is in use
     */
    public static StatusPage open(ObservablePool pool, int port) throws IOException {
        return builder(pool).port(port).open();
    }

    /** Begins the description of a page about a pool. */
    public static StatusPageBuilder builder(ObservablePool pool) {
        return new StatusPageBuilder(pool);
    }

    static StatusPage open(StatusPageBuilder settings) throws IOException {
        Site site = new Site();
        Server server;
        try {
            settings.pools().forEach(site::add);
            server = Server.open(settings.address(), settings.port(), settings.hosts(), site);
        } catch (IOException | RuntimeException e) {
            site.close();
            throw e;
        }
        Sampler sampler = new Sampler(site::subjects);
        sampler.start();
        server.start();
        return new StatusPage(server, site, sampler, server.uri());
    }

    /**
     * Shows another pool, too.
     *
     * @throws IllegalArgumentException if one of its name is shown already
     */
    public void add(ObservablePool pool) {
        site.add(pool);
    }

    /** Where it is, such as {@code http://127.0.0.1:8080/}. */
    public URI uri() {
        return uri;
    }

    /** Ends every connection and frees the port and the pools. Closing again does nothing. */
    @Override
    public void close() {
        server.close();
        sampler.close();
        site.close();
    }
}
