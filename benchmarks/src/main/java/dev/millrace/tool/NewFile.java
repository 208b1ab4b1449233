package dev.millrace.tool;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is to be written at the end of a long run: whether it can be is to be known before. */
public final class NewFile {
    private NewFile() {}

    /** Whether it is no folder, and in one that exists. */
    public static boolean isPossible(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder != null && Files.isDirectory(folder) && !Files.isDirectory(file);
    }
}
