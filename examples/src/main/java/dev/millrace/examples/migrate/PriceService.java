package dev.millrace.examples.migrate;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Somebody else's service on the loopback address: {@code GET /price/7} answers with the price of article 7 in cents. An answer takes some milliseconds, and it works on eight requests at a time; others wait.
 */
final class PriceService implements AutoCloseable {
    /** Where more requests at once are of no use. */
    static final int AT_ONCE = 8;

    private static final String PATH = "/price/";
    private static final Duration HANG = Duration.ofMinutes(1);
    private static final int NONE = -1;

    private final LoopbackServer server;
    private final Duration delay;
    private final URI prices;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AtomicInteger hanging = new AtomicInteger(NONE);

    private PriceService(LoopbackServer server, Duration delay) {
        this.server = server;
        this.delay = delay;
        this.prices = server.on(PATH, this::answer);
    }

    /**
     * Starts it.
     *
     * @param delay how long an answer takes
     */
    static PriceService start(Duration delay) throws IOException {
        return new PriceService(LoopbackServer.start(), delay);
    }

    URI urlOf(int article) {
        return prices.resolve(String.valueOf(article));
    }

    /** The next request for this article gets no answer. */
    void hangOnce(int article) {
        hanging.set(article);
    }

    /** What the service knows; those who ask it must not look here, but to check. */
    static long centsOf(int article) {
        return 100 + 37L * article % 1_000;
    }

    /** The right result. */
    static long totalOf(List<Order> orders) {
        return orders.stream()
                .mapToLong(order -> order.pieces() * centsOf(order.article()))
                .sum();
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        int article = Integer.parseInt(exchange.getRequestURI().getPath().substring(PATH.length()));
        if (hanging.compareAndSet(article, NONE)) {
            Thread.sleep(HANG.toMillis());
        }
        free.acquire();
        try {
            Thread.sleep(delay.toMillis());
        } finally {
            free.release();
        }
        LoopbackServer.answer(exchange, 200, "text/plain", String.valueOf(centsOf(article)));
    }

    @Override
    public void close() {
        server.close();
    }
}
