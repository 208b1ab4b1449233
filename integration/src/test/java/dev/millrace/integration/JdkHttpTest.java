package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.pool.PoolExecutorService;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;

/** The JDK's own HTTP server on one pool and its client on another. */
class JdkHttpTest extends OnThePool {

    @Way.InEach
    void bothUnderLoad(Way way) throws Exception {
        PoolExecutorService serving = view(way, 2, 64);
        PoolExecutorService asking = view(way, 2, 256);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(serving);
        server.createContext("/sum", exchange -> {
            byte[] answer = Web.answer(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(answer);
            }
        });
        server.start();
        int asked;
        try {
            HttpClient client = Web.client().executor(asking).build();
            asked = Web.load(server.getAddress().getPort(), client, 1);
        } finally {
            server.stop(0);
        }
        assertThat(serving.pool().stats().jobs().accepted()).isGreaterThanOrEqualTo(asked);
        assertThat(asking.pool().stats().jobs().accepted()).isPositive();
    }
}
