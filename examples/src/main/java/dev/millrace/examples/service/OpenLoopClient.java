package dev.millrace.examples.service;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request at its time, whatever became of those before, and compares each answer with the right one. It has so many
 * connections; a request whose time comes while all are in use waits for one, and that counts in its latency.
 */
final class OpenLoopClient implements AutoCloseable {
    private static final int THREADS = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** How long a stop may go unnoticed. */
    private static final long LONGEST_PARK_NANOS = 50_000_000;

    private final Map<String, String> expected;
    private final List<HttpRequest> requests = new ArrayList<>();
    private final Semaphore connections;
    private final int allConnections;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, job -> new Thread(job, "service-client"));
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();
    private volatile boolean stopped;

    OpenLoopClient(int port, Map<String, String> expected, int connections) {
        this.expected = expected;
        this.connections = new Semaphore(connections);
        this.allConnections = connections;
        for (String path : expected.keySet()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            requests.add(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build());
        }
    }

    /** Sends the requests of a phase and returns when all answers have come. By one thread at a time. */
    PhaseResult run(Phase phase) throws InterruptedException {
        Tally tally = new Tally();
        int sent = 0;
        long begin = System.nanoTime();
        while (sent < phase.requests() && awaitTurn(begin, phase, sent)) {
            send(requests.get(sent % requests.size()), begin + phase.dueNanos(sent), tally);
            sent++;
        }
        connections.acquire(allConnections);
        connections.release(allConnections);
        return tally.result(phase, sent);
    }

    /** Waits for the request's time and then for a connection. False: send no more. */
    private boolean awaitTurn(long begin, Phase phase, int request) throws InterruptedException {
        long due = begin + phase.dueNanos(request);
        for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK_NANOS));
        }
        connections.acquire();
        boolean goOn = !stopped && System.nanoTime() - begin < phase.givenUpNanos();
        if (!goOn) {
            connections.release();
        }
        return goOn;
    }

    private void send(HttpRequest request, long due, Tally tally) {
        CompletableFuture<HttpResponse<String>> unused = client.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((response, failure) -> {
                    try {
                        note(response, failure, System.nanoTime() - due, tally);
                    } finally {
                        connections.release();
                    }
                });
    }

    private void note(@Nullable HttpResponse<String> response, @Nullable Throwable failure, long nanos, Tally tally) {
        if (response == null) {
            tally.error(String.valueOf(failure));
        } else if (response.statusCode() == 200) {
            tally.ok(
                    nanos,
                    response.body().equals(expected.get(response.request().uri().getPath())));
        } else if (response.statusCode() == 503
                && response.headers().firstValue("Retry-After").isPresent()) {
            tally.refused(nanos);
        } else {
            tally.error(response + " " + response.headers().map());
        }
    }

    /** Ends the sending, now and later. Callable from any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
