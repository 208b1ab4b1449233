package dev.millrace.jcstress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a run writes: a folder of the user's, or one that is gone afterwards unless something is wrong. */
final class Folder implements AutoCloseable {
    private final Path path;
    private boolean stays;

    private Folder(Path path, boolean stays) {
        this.path = path;
        this.stays = stays;
    }

    /**
     * Makes it, if it is not there.
     *
     * @param wanted null for one that is not kept
     */
    static Folder of(@Nullable Path wanted) throws IOException {
        return wanted == null
                ? new Folder(Files.createTempDirectory("millrace-jcstress"), false)
                : new Folder(Files.createDirectories(wanted), true);
    }

    Path path() {
        return path;
    }

    void write(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text);
    }

    /** Keeps it: what is in it is needed to find out what was wrong. */
    void keepAnyway() {
        stays = true;
    }

    @Override
    public void close() throws IOException {
        if (!stays) {
            try (Stream<Path> all = Files.walk(path)) {
                all.sorted(Comparator.reverseOrder()).forEach(Folder::delete);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
