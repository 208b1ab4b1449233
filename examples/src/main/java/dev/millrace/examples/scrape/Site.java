package dev.millrace.examples.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A small site on the loopback address, with all that a crawler meets: a page that is not there, one that fails once, one that fails always, a slow one, a redirect. */
final class Site implements AutoCloseable {
    /** How many requests a page that heals answers with an error. */
    static final int FAILS_FIRST = 1;

    private static final int DELAY_MILLIS = 30;
    private static final int SLOW_MILLIS = 300;

    private final Map<String, Leaf> leaves;
    private final LoopbackServer server;
    private final URI start;
    private final URI rehearsal;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Site(Map<String, Leaf> leaves, LoopbackServer server) {
        this.leaves = leaves;
        this.server = server;
        this.start = server.on("/", this::serve);
        this.rehearsal = server.on("/rehearsal", exchange -> answer(exchange, 200, "<title>None of them</title>"));
    }

    /** Starts it. */
    static Site start() throws IOException {
        return new Site(read(), LoopbackServer.start());
    }

    private static Map<String, Leaf> read() throws IOException {
        try (InputStream file = Objects.requireNonNull(Site.class.getResourceAsStream("site.txt"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Leaf::of)
                    .collect(
                            Collectors.toMap(Leaf::path, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        }
    }

    /** Its first page. */
    URI firstPage() {
        return start;
    }

    /** A page beside the site that answers at once, for a program that has to get warm. */
    URI rehearsal() {
        return rehearsal;
    }

    private void serve(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        Leaf leaf = leaves.get(path);
        int times = work(path, leaf);
        if (leaf == null) {
            answer(exchange, 404, "<title>Nothing</title>");
        } else if (leaf.fate() == Leaf.Fate.REDIRECT) {
            exchange.getResponseHeaders().set("Location", leaf.title());
            answer(exchange, 301, "");
        } else if (fails(leaf, times)) {
            answer(exchange, 500, "");
        } else {
            answer(exchange, 200, leaf.html());
        }
    }

    /**
     * Takes the time that a page takes. A request counts as there until its answer begins: who has read the answer may ask
     * again while this thread still has to return from writing it.
     *
     * @return how often the path was asked for
     */
    private int work(String path, @Nullable Leaf leaf) throws InterruptedException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            int times = asked.merge(path, 1, Integer::sum);
            Thread.sleep(leaf != null && leaf.fate() == Leaf.Fate.SLOW ? SLOW_MILLIS : DELAY_MILLIS);
            return times;
        } finally {
            now.decrementAndGet();
        }
    }

    private static boolean fails(Leaf leaf, int times) {
        return switch (leaf.fate()) {
            case BROKEN -> true;
            case HEALS -> times <= FAILS_FIRST;
            default -> false;
        };
    }

    private static void answer(HttpExchange exchange, int status, String html) throws IOException {
        LoopbackServer.answer(exchange, status, "text/html", html);
    }

    /** How often each path was asked for. */
    Map<String, Integer> asked() {
        return new TreeMap<>(asked);
    }

    /** How many requests were there at the same time, at most. */
    int mostAtOnce() {
        return most.get();
    }

    /** What a crawler should find, by path: from the site's own list, and not through HTTP. */
    Map<String, Page> expected() {
        Map<String, Page> found = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>(List.of("/"));
        while (!next.isEmpty()) {
            String path = next.remove();
            if (!found.containsKey(path)) {
                Page page = expected(path);
                found.put(path, page);
                page.links().forEach(link -> next.add(link.getPath()));
            }
        }
        return found;
    }

    private Page expected(String path) {
        Leaf leaf = leaves.get(path);
        if (leaf == null) {
            return new Page(404, "", 0, List.of());
        }
        List<URI> links =
                leaf.targets().stream().distinct().sorted().map(start::resolve).toList();
        return switch (leaf.fate()) {
            case REDIRECT -> new Page(301, "", 0, links);
            case BROKEN -> new Page(500, "", 0, List.of());
            default -> new Page(200, leaf.title(), leaf.wordCount(), links);
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
