package dev.millrace.cli.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The stacks of sleeping threads, as Linux has them: each thread's stack pointer ({@code /proc/self/task/N/syscall}) lies in one mapping of {@code /proc/self/smaps}, which says how much address space it reserves and how much of it is in memory.
 *
 * @param threads how many were found
 * @param reservedBytes of all of them; address space, not memory
 * @param residentBytes of all of them
 */
record Stacks(int threads, long reservedBytes, long residentBytes) {
    private static final Path SELF = Path.of("/proc/self");

    /** Of threads whose name begins so (in its first 15 letters); of none where the system does not tell. */
    static Stacks of(String name) {
        try {
            List<Long> pointers = pointers(name);
            return pointers.isEmpty() ? new Stacks(0, 0, 0) : mapped(pointers);
        } catch (IOException | NumberFormatException e) {
            return new Stacks(0, 0, 0);
        }
    }

    private static List<Long> pointers(String name) throws IOException {
        List<Long> pointers = new ArrayList<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(SELF.resolve("task"))) {
            for (Path task : tasks) {
                String[] call = text(task.resolve("syscall")).strip().split(" ");
                if (text(task.resolve("comm")).startsWith(name) && call.length > 2) {
                    pointers.add(Long.parseUnsignedLong(call[call.length - 2].substring(2), 16));
                }
            }
        }
        return pointers;
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static Stacks mapped(List<Long> pointers) throws IOException {
        Stacks sum = new Stacks(0, 0, 0);
        int inside = 0;
        for (String line : Files.readAllLines(SELF.resolve("smaps"), StandardCharsets.ISO_8859_1)) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                String[] ends = line.substring(0, line.indexOf(' ')).split("-");
                long from = Long.parseUnsignedLong(ends[0], 16);
                long to = Long.parseUnsignedLong(ends[1], 16);
                inside = (int) pointers.stream()
                        .filter(pointer ->
                                Long.compareUnsigned(from, pointer) <= 0 && Long.compareUnsigned(pointer, to) < 0)
                        .count();
                sum = sum.plus(inside, inside > 0 ? to - from : 0, 0);
            } else if (inside > 0 && line.startsWith("Rss:")) {
                sum = sum.plus(0, 0, 1_024 * Long.parseLong(line.replaceAll("\\D", "")));
            }
        }
        return sum;
    }

    private Stacks plus(int more, long reserved, long resident) {
        return new Stacks(threads + more, reservedBytes + reserved, residentBytes + resident);
    }
}
