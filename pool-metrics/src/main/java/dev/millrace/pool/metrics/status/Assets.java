package dev.millrace.pool.metrics.status;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page's files, read once from where its classes are. */
final class Assets {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /** Path, file and media type. */
    private static final List<List<String>> FILES = List.of(
            List.of("/", "page.html", "text/html; charset=utf-8"),
            List.of("/page.css", "page.css", "text/css; charset=utf-8"),
            List.of("/icon.svg", "icon.svg", "image/svg+xml"),
            List.of("/page.js", "page.js", SCRIPT),
            List.of("/source.js", "source.js", SCRIPT),
            List.of("/words.js", "words.js", SCRIPT),
            List.of("/dom.js", "dom.js", SCRIPT),
            List.of("/curves.js", "curves.js", SCRIPT),
            List.of("/crew.js", "crew.js", SCRIPT),
            List.of("/matters.js", "matters.js", SCRIPT),
            List.of("/tables.js", "tables.js", SCRIPT));

    private static final Map<String, Reply.Body> ALL = FILES.stream()
            .collect(toUnmodifiableMap(
                    file -> file.get(0), file -> new Reply.Body(200, file.get(2), read(file.get(1)))));

    private Assets() {}

    static Map<String, Reply.Body> all() {
        return ALL;
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the file " + name + " of the status page is missing beside its classes");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
