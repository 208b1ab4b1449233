package dev.millrace.examples.tool;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Which threads an example leaves behind: those that live, and did not when it began. */
public final class NewThreads {
    /**
     * The daemon thread of a {@link java.net.http.HttpClient}. It ends when the client is collected as garbage; before JDK 21 a client
     * cannot be closed.
     */
    private static final String HTTP_CLIENT = "HttpClient-";

    private final Set<Thread> before = alive();

    /**
     * Gives ending threads time to end and returns the names of those that stay, sorted; without the one that the JDK's HTTP client
     * keeps.
     *
     * @param patience for each
     */
    public List<String> left(Duration patience) {
        List<Thread> left = alive().stream()
                .filter(thread -> !before.contains(thread) && !thread.getName().startsWith(HTTP_CLIENT))
                .toList();
        left.forEach(thread -> join(thread, patience));
        return left.stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .sorted()
                .toList();
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
