package dev.millrace.examples.tool;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which threads an example leaves behind: those with names of its own that live, and did not when it began. */
public final class NewThreads {
    private final List<String> prefixes;
    private final Set<Thread> before = alive();

    /**
     * Begins now.
     *
     * @param prefixes how the names of the example's threads begin; what the JVM starts for itself meanwhile is not its affair
     */
    public NewThreads(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /**
     * Gives ending threads time to end and returns the names of those that stay, sorted.
     *
     * @param patience for each
     */
    public List<String> left(Duration patience) {
        List<Thread> left = alive().stream().filter(this::isNewAndOwn).toList();
        left.forEach(thread -> join(thread, patience));
        return left.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private boolean isNewAndOwn(Thread thread) {
        return !before.contains(thread)
                && prefixes.stream().anyMatch(prefix -> thread.getName().startsWith(prefix));
    }

    private static void join(Thread thread, Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Thread> alive() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}
