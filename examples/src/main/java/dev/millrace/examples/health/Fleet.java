package dev.millrace.examples.health;

import static dev.millrace.examples.tool.Text.text;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many endpoints on three servers of the loopback address; of 25 in a row, 17 are healthy. */
final class Fleet implements AutoCloseable {
    private static final String[] SERVICES = {"auth", "billing", "catalogue", "delivery", "search"};
    private static final int SERVERS = 3;
    private static final int CYCLE = 25;
    private static final int SLOW_MILLIS = 150;

    private final List<LoopbackServer> servers = new ArrayList<>();
    /** Bound and not listening: connections are refused, and nobody else can have the port. */
    private final Socket refusing = new Socket();

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Endpoint rehearsal;

    private Fleet(int size) throws IOException {
        for (int i = 0; i < SERVERS; i++) {
            servers.add(LoopbackServer.start());
        }
        refusing.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        URI door = servers.get(0).on("/", exchange -> answer(exchange, 200));
        rehearsal = new Endpoint("rehearsal", door, Condition.HEALTHY);
        for (int i = 0; i < size; i++) {
            endpoints.add(endpoint(i));
        }
    }

    /** Starts so many endpoints. */
    static Fleet start(int size) throws IOException {
        return new Fleet(size);
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints);
    }

    /** So many endpoints that answer at once, for a program that has to get warm. */
    List<Endpoint> rehearsal(int size) {
        return Collections.nCopies(size, rehearsal);
    }

    private Endpoint endpoint(int index) {
        String name = text("%s-%02d", SERVICES[index % SERVICES.length], index / SERVICES.length + 1);
        Condition condition = condition(index % CYCLE);
        int delayMillis = condition == Condition.SLOW ? SLOW_MILLIS : 10 + index * 7 % 50;
        String path = "/" + name + "/health";
        URI uri = condition == Condition.REFUSING
                ? URI.create("http://127.0.0.1:" + refusing.getLocalPort() + path)
                : servers.get(index % SERVERS).on(path, handler(condition, delayMillis));
        return new Endpoint(name, uri, condition);
    }

    private static Condition condition(int place) {
        return switch (place) {
            case 3, 11, 19 -> Condition.SLOW;
            case 6, 16 -> Condition.FAILING;
            case 9 -> Condition.FLAPPING;
            case 13 -> Condition.REFUSING;
            case 22 -> Condition.HANGING;
            default -> Condition.HEALTHY;
        };
    }

    private static LoopbackServer.Handler handler(Condition condition, int delayMillis) {
        AtomicInteger asked = new AtomicInteger();
        return exchange -> {
            Thread.sleep(delayMillis);
            switch (condition) {
                case FAILING -> answer(exchange, 503);
                case FLAPPING -> answer(exchange, asked.getAndIncrement() % 2 == 0 ? 200 : 503);
                case HANGING -> Thread.sleep(Long.MAX_VALUE); // until the server closes
                default -> answer(exchange, 200);
            }
        };
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        LoopbackServer.answer(exchange, status, "text/plain", "");
    }

    @Override
    public void close() throws IOException {
        refusing.close();
        servers.forEach(LoopbackServer::close);
    }
}
