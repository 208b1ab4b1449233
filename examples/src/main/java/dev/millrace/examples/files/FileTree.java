package dev.millrace.examples.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the files below a folder. */
final class FileTree extends SimpleFileVisitor<Path> {
    private record Found(Path file, long bytes) {}

    private final List<Found> found = new ArrayList<>();

    private FileTree() {}

    /**
     * The files below a folder, the largest first, so that none of them is begun when all others are done. Links to files are files; those to folders are left out, as are pipes and devices. What cannot be looked at is in the
     * list, and fails when it is read.
     */
    static List<Path> below(Path folder) throws IOException {
        FileTree tree = new FileTree();
        Files.walkFileTree(folder, tree);
        return tree.found.stream()
                .sorted(Comparator.comparingLong(Found::bytes).reversed().thenComparing(Found::file))
                .map(Found::file)
                .toList();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean dangling = attributes.isSymbolicLink() && !Files.exists(file);
        if (dangling || Files.isRegularFile(file)) {
            found.add(new Found(file, attributes.size()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException error) {
        found.add(new Found(file, 0));
        return FileVisitResult.CONTINUE;
    }
}
