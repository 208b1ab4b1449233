package dev.millrace.examples.first;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Five mirrors of one file, on the loopback address: the class file of {@link String} of the running JDK. */
final class Mirrors implements AutoCloseable {
    private final LoopbackServer server;
    private final Mirror rehearsal;
    private final byte[] file;
    private final Map<Mirror, Source> sources = new LinkedHashMap<>();

    private Mirrors(LoopbackServer server, byte[] file, boolean failAll) {
        this.server = server;
        this.file = file;
        this.rehearsal = new Mirror("rehearsal", server.on("/", this::sendAtOnce));
        byte[] wrong = file.clone();
        wrong[wrong.length / 2] ^= 1;
        add("alder", Source.answers(503, 20));
        add("birch", failAll ? Source.answers(404, 100) : Source.sends(file, 4_000));
        add("cedar", Source.stalls(file));
        add("elm", failAll ? Source.hangsUp(file, 120) : Source.sends(file, 120));
        add("fir", Source.sends(wrong, 60));
    }

    /**
     * Starts them.
     *
     * @param failAll whether none of them has the file
     */
    static Mirrors start(boolean failAll) throws IOException {
        try (InputStream file = Objects.requireNonNull(String.class.getResourceAsStream("String.class"))) {
            return new Mirrors(LoopbackServer.start(), file.readAllBytes(), failAll);
        }
    }

    private void add(String name, Source source) {
        sources.put(new Mirror(name, server.on("/" + name, source)), source);
    }

    List<Mirror> all() {
        return List.copyOf(sources.keySet());
    }

    /** So many mirrors that send the file at once, for a program that has to get warm. */
    List<Mirror> rehearsal() {
        return Collections.nCopies(sources.size(), rehearsal);
    }

    private void sendAtOnce(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
    }

    byte[] file() {
        return file.clone();
    }

    /** What became of each; waits for those that were asked and have not ended. */
    Map<Mirror, Fate> fates(Duration patience) throws InterruptedException {
        Map<Mirror, Fate> fates = new LinkedHashMap<>();
        long end = System.nanoTime() + patience.toNanos();
        for (Map.Entry<Mirror, Source> source : sources.entrySet()) {
            fates.put(source.getKey(), source.getValue().fate(end - System.nanoTime()));
        }
        return fates;
    }

    @Override
    public void close() {
        server.close();
    }
}
