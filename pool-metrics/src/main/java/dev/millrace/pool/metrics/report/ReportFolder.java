package dev.millrace.pool.metrics.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/** Puts files into a folder so that each is there whole or not at all. */
final class ReportFolder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private ReportFolder() {}

    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be 1 to 64 of [A-Za-z0-9._-], was '" + name + "'");
        }
        return name;
    }

    /** Every file is written beside its place first, and moved when all are on the disk. */
    static List<Path> write(Path folder, Map<String, byte[]> files) throws IOException {
        Map<Path, Path> moves = new LinkedHashMap<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, byte[]> each : files.entrySet()) {
                Path target = folder.resolve(each.getKey());
                if (Files.isDirectory(target)) {
                    throw new FileSystemException(target.toString(), null, "is a directory");
                }
                // Not a temporary file of the JDK's making: nobody else may read those.
                Path written = folder.resolve("." + each.getKey() + "-" + UUID.randomUUID() + ".part");
                moves.put(written, target);
                Files.write(written, each.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
            for (Map.Entry<Path, Path> each : moves.entrySet()) {
                move(each.getKey(), each.getValue());
            }
            return new ArrayList<>(moves.values());
        } catch (IOException e) {
            throw new IOException("cannot write a report into the directory " + folder + ": " + e, e);
        } finally {
            moves.keySet().forEach(ReportFolder::delete);
        }
    }

    /** What was moved is no longer there; what cannot be deleted could not be written either, and that is told. */
    private static void delete(Path written) {
        try {
            Files.deleteIfExists(written);
        } catch (IOException e) {
            // Told by the error that led here.
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
