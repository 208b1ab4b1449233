package dev.millrace.examples.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a free port of the loopback address, for sources with delays and faults: each request has a thread, which may sleep. */
public final class LoopbackServer implements AutoCloseable {
    /** How the names of its threads begin. */
    public static final String THREADS = "example-server";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(LoopbackServer::thread);

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /** Answers requests. Called by several threads at once. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Answers one request; without an answer the connection is cut.
         *
         * @throws IOException if the client has gone
         * @throws InterruptedException if the server closes meanwhile
         */
        void handle(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A server that answers 404 to everything, until it is told more. */
    public static LoopbackServer start() throws IOException {
        ServerSettings.apply();
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        LoopbackServer made = new LoopbackServer(HttpServer.create(anyPort, ServerSettings.BACKLOG));
        made.server.setExecutor(made.threads);
        made.server.start();
        return made;
    }

    /**
     * Who answers requests for a path and all that begin with it; the longest path wins.
     *
     * @return where to ask
     */
    public URI on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                handler.handle(exchange);
            } catch (InterruptedException serverCloses) {
                Thread.currentThread().interrupt();
            }
        });
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Answers with a text. */
    public static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length); // -1 is none; 0 would be unknown
        exchange.getResponseBody().write(body);
    }

    private static Thread thread(Runnable job) {
        Thread thread = new Thread(job, THREADS);
        thread.setDaemon(true);
        return thread;
    }

    /** Cuts all connections and ends all threads, those too that sleep. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
