package dev.millrace.pool.metrics.status;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections and gives each a thread, up to {@link #MOST_CONNECTIONS}; beyond that it says so and hangs up. Where nobody is connected there is one thread, which sleeps in {@code accept}.
 *
 * <p>Hands over between threads by the collections of {@code java.util.concurrent} alone.
 */
final class Server implements Closeable {
    static final int MOST_CONNECTIONS = 16;
    /** So that others can still ask when everybody has the page open. */
    static final int MOST_STREAMS = 8;

    private static final int BACKLOG = 32;
    private static final long KEEP_THREAD_SECONDS = 5;
    private static final Reply.Body FULL =
            Reply.Body.text(503, "there are " + MOST_CONNECTIONS + " connections already, try again later");

    private final ServerSocket socket;
    private final Hosts hosts;
    private final Site site;
    private final Deadlines deadlines = new Deadlines();
    private final Semaphore streams = new Semaphore(MOST_STREAMS);
    /** Those to be cut at the close: put in by who accepts, taken out by each connection's own thread. */
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_CONNECTIONS,
            KEEP_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Threads.named("http"));

    private Server(ServerSocket socket, Hosts hosts, Site site) {
        this.socket = socket;
        this.hosts = hosts;
        this.site = site;
    }

    /** Takes the port. */
    static Server open(InetAddress address, int port, Hosts hosts, Site site) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "cannot open the status page at " + Hosts.text(address) + ":" + port + ": " + e.getMessage(), e);
        }
        return new Server(socket, hosts, site);
    }

    URI uri() {
        return URI.create("http://" + Hosts.text(socket.getInetAddress()) + ":" + socket.getLocalPort() + "/");
    }

    void start() {
        Threads.named("accept").newThread(this::accept).start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                serve(socket.accept());
            } catch (IOException e) {
                // Closed, or the process has no file left to open: then the next try comes a little later.
                if (!socket.isClosed()) {
                    Threads.pause(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
    }

    private void serve(Socket client) throws IOException {
        open.add(client);
        try {
            if (socket.isClosed()) {
                hangUp(client);
                return;
            }
            threads.execute(() -> {
                try {
                    new Connection(client, hosts, site, deadlines, streams).serve();
                } finally {
                    hangUp(client);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // So little fits into the buffer of a new connection; nothing waits.
            try {
                client.getOutputStream().write(Headers.of(FULL));
                client.getOutputStream().write(FULL.bytes());
            } finally {
                hangUp(client);
            }
        }
    }

    private void hangUp(Socket client) {
        open.remove(client);
        Deadlines.cut(client);
    }

    /** After this nobody is connected. Threads that are inside a pool's answer end with it. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
        open.forEach(Deadlines::cut);
        threads.shutdownNow();
        deadlines.close();
    }
}
