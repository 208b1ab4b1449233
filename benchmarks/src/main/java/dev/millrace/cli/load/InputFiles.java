package dev.millrace.cli.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that the records are cut from, in an order that depends on their names alone. */
record InputFiles(List<Path> files, String description) {

    /** The class files of the running JDK, or the files of a folder and those below. */
    static InputFiles in(@Nullable Path folder) {
        return folder == null ? ofJdk() : ofFolder(folder);
    }

    private static InputFiles ofJdk() {
        Path image = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        List<Path> classes = list(image, ".class");
        return new InputFiles(classes, "class files of JDK " + Runtime.version() + "'s own image");
    }

    private static InputFiles ofFolder(Path folder) {
        List<Path> files = list(folder, "");
        return new InputFiles(files, "files of " + folder);
    }

    private static List<Path> list(Path root, String ending) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new InputException("cannot list the input " + root + ": " + e.getMessage());
        }
    }

    /** Bytes of all files, or of as many as are reached before the limit. */
    long size(long limit) {
        long size = 0;
        for (Path file : files) {
            try {
                size += Files.size(file);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
            if (size >= limit) {
                return limit;
            }
        }
        return size;
    }

    /** Fills the target with the files' bytes, one file after the other, and returns how many files it took. */
    int readInto(byte[] target, int length) {
        int position = 0;
        int used = 0;
        while (position < length && used < files.size()) {
            Path file = files.get(used++);
            try (InputStream in = Files.newInputStream(file)) {
                position += in.readNBytes(target, position, length - position);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
        }
        return used;
    }

    private static InputException unreadable(Path file, IOException e) {
        return new InputException("cannot read the input file " + file + ": " + e);
    }
}
