package dev.millrace.examples.tool;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's HTTP client, as a fan-out needs it: an interrupt ends the request that its thread waits for and cuts the connection. It follows no redirects.
 *
 * <p>Its threads end when it is closed, but for the client's selector, a daemon: the JDK ends it when the client is garbage.
 */
public final class WebClient implements AutoCloseable {
    /** How the names of its threads begin. */
    public static final String THREADS = "example-client";

    private final ExecutorService threads = Executors.newCachedThreadPool(WebClient::thread);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();

    /**
     * Asks, and waits for the whole answer.
     *
     * @throws IOException if there is none
     * @throws InterruptedException if the thread was interrupted; the request has ended then
     */
    public HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return get(uri, BodyHandlers.ofString());
    }

    /** The same, for another kind of body. */
    public <T> HttpResponse<T> get(URI uri, BodyHandler<T> body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), body);
    }

    private static Thread thread(Runnable job) {
        Thread thread = new Thread(job, THREADS);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
