package dev.millrace.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Context switches of all live threads of this process, as Linux counts them. What ended threads had is not in it.
 *
 * @param voluntary given up to wait
 * @param involuntary taken away by the scheduler
 */
public record ContextSwitches(long voluntary, long involuntary) {
    /** On systems that do not tell. */
    public static final ContextSwitches UNKNOWN = new ContextSwitches(-1, -1);

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String VOLUNTARY = "\nvoluntary_ctxt_switches:";
    private static final String INVOLUNTARY = "\nnonvoluntary_ctxt_switches:";

    /** The sums of now, or {@link #UNKNOWN}. */
    public static ContextSwitches now() {
        return except(Set.of());
    }

    /** Those of the threads that are not among some earlier {@link #tasks}, or {@link #UNKNOWN}. */
    public static ContextSwitches except(Set<String> earlier) {
        ContextSwitches sum = new ContextSwitches(0, 0);
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (!earlier.contains(task.getFileName().toString())) {
                    sum = sum.plus(of(task));
                }
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return sum.voluntary == 0 ? UNKNOWN : sum;
    }

    /** The system's numbers of all live threads, the JVM's own too; none on systems that do not tell. */
    public static Set<String> tasks() {
        Set<String> numbers = new HashSet<>();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            tasks.forEach(task -> numbers.add(task.getFileName().toString()));
        } catch (IOException e) {
            return Set.of();
        }
        return numbers;
    }

    private static ContextSwitches of(Path task) {
        try {
            String status = Files.readString(task.resolve("status"), StandardCharsets.ISO_8859_1);
            return new ContextSwitches(number(status, VOLUNTARY), number(status, INVOLUNTARY));
        } catch (IOException e) {
            return new ContextSwitches(0, 0); // ended meanwhile
        }
    }

    private static long number(String status, String name) {
        int begin = status.indexOf(name) + name.length();
        int end = status.indexOf('\n', begin);
        return begin < name.length()
                ? 0
                : Long.parseLong(status.substring(begin, end).strip());
    }

    /** Both kinds. */
    public long total() {
        return voluntary + involuntary;
    }

    /** Whether the system tells. */
    public boolean known() {
        return voluntary >= 0;
    }

    /** What was switched between two readings. */
    public ContextSwitches minus(ContextSwitches earlier) {
        return known() && earlier.known()
                ? new ContextSwitches(voluntary - earlier.voluntary, involuntary - earlier.involuntary)
                : UNKNOWN;
    }

    private ContextSwitches plus(ContextSwitches other) {
        return new ContextSwitches(voluntary + other.voluntary, involuntary + other.involuntary);
    }
}
