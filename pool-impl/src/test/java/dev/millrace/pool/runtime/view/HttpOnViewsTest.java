package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The JDK's own HTTP server on one pool, its client on another. */
class HttpOnViewsTest extends ViewContract {
    private static final int REQUESTS = 300;
    private static final int AT_ONCE = 16;

    @InEveryMode
    void someHundredRequests(Mode mode) throws Exception {
        PoolExecutorService serving = opened(ViewSubject.view(mode, 2, 64, WhenFull.block(), threads));
        PoolExecutorService asking = opened(ViewSubject.view(mode, 2, 256, WhenFull.block(), threads));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(serving);
        server.createContext("/", exchange -> {
            byte[] answer =
                    exchange.getRequestURI().getQuery().repeat(50).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(asking)
                    .build();
            String root = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                    + server.getAddress().getPort() + "/?";
            Semaphore atOnce = new Semaphore(AT_ONCE);
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < Scale.rounds(REQUESTS); i++) {
                assertThat(atOnce.tryAcquire(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(root + i)).build();
                answers.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                        .thenApplyAsync(HttpResponse::body, asking)
                        .whenComplete((body, failure) -> atOnce.release()));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get(LONG_SECONDS, TimeUnit.SECONDS))
                        .isEqualTo(String.valueOf(i).repeat(50));
            }
        } finally {
            server.stop(0);
        }
        assertThat(serving.pool().stats().jobs().completed()).isGreaterThanOrEqualTo(Scale.rounds(REQUESTS));
        assertThat(serving.pool().stats().jobs().failed()).isZero();
    }
}
