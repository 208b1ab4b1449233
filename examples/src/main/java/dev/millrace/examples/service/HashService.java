package dev.millrace.examples.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.examples.tool.ServerSettings;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP service: {@code GET /java.util} answers with the SHA-256 of that package's class files. A reader takes the request from its
 * connection and offers it to the pool; a worker reads the files, hashes them and answers. When the pool is full the reader itself
 * answers 503 with {@code Retry-After}, at once: nobody waits, and nothing piles up beyond the pool's bound.
 */
final class HashService {
    /** They only read requests, and wait for whoever sends one slowly; the pool's workers never do. */
    private static final int READERS = 4;

    private static final String RETRY_AFTER_SECONDS = "1";

    private final Map<String, ClassFiles> packages;
    private final WorkerPool pool;
    private final HttpServer server;
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, job -> new Thread(job, "service-reader"));

    private HashService(Map<String, ClassFiles> packages, WorkerPool pool, HttpServer server) {
        this.packages = packages;
        this.pool = pool;
        this.server = server;
    }

    /**
     * Starts the service on a free port of the loopback address.
     *
     * @param packages what there is to ask for, by path, such as {@code /java.util}
     * @param pool runs the requests; {@link #stop} closes it
     */
    static HashService start(Map<String, ClassFiles> packages, WorkerPool pool) throws IOException {
        ServerSettings.apply();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(anyPort, ServerSettings.BACKLOG);
        HashService service = new HashService(packages, pool, server);
        server.createContext("/", service::take);
        server.setExecutor(service.readers);
        server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Runs on a reader. The answer may come from any thread, after this has returned. */
    private void take(HttpExchange exchange) throws IOException {
        if (exchange.getRequestBody().read() >= 0) { // else the worker that answers would have to wait for the rest
            answer(exchange, 400, "");
        } else if (!pool.tryExecute(new Request(exchange))) {
            refuse(exchange);
        }
    }

    private static void refuse(HttpExchange exchange) {
        try {
            exchange.getResponseHeaders().set("Retry-After", RETRY_AFTER_SECONDS);
            answer(exchange, 503, "");
        } catch (IOException clientHasGone) {
            // Nobody is left to be told; the connection is closed.
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, text.isEmpty() ? -1 : text.length()); // -1 is none; 0 would be unknown
            exchange.getResponseBody().write(text.getBytes(US_ASCII));
        }
    }

    /** The pool's job. Runs on a worker; what it throws, say because the client has gone, the pool counts. */
    private final class Request implements Runnable {
        private final HttpExchange exchange;

        Request(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void run() {
            try (exchange) {
                ClassFiles files = packages.get(exchange.getRequestURI().getPath());
                if (files == null) {
                    answer(exchange, 404, "");
                } else {
                    answer(exchange, 200, files.sha256());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Stops so that everybody gets an answer: first the pool, which answers what it has accepted while readers refuse what still
     * comes; then the server, which cuts the connections.
     *
     * @param deadline how long accepted requests may run on; those that have not started by then are refused
     */
    DrainReport stop(Duration deadline) {
        DrainReport report = pool.close(deadline);
        for (Runnable unstarted : report.handedBack()) {
            refuse(((Request) unstarted).exchange);
        }
        server.stop(0);
        readers.shutdown();
        return report;
    }
}
