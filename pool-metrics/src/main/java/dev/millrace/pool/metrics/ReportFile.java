package dev.millrace.pool.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that reports are written to, with errors that say what is wrong and where. */
final class ReportFile {
    private ReportFile() {}

    static void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = open(file)) {
            out.write(content);
        }
    }

    /** Opens a new file, or an old one from its start. */
    static OutputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "cannot write a report here: it is a directory");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    file.toString(), null, "cannot write a report here: the directory " + folder + " does not exist");
        }
        return Files.newOutputStream(file);
    }
}
