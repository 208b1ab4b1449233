package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.DeadLetter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one job has done to handlers. Confined to the thread that runs it. Of many causes the last {@value #SHOWN} are kept. */
final class Trials {
    private static final int SHOWN = 16;

    private final ArrayDeque<Throwable> causes = new ArrayDeque<>();
    private @Nullable Instant first;
    private int deaths;

    Trials() {}

    /** It has killed another one. */
    void add(Throwable cause) {
        deaths++;
        if (first == null) {
            first = Instant.now();
        }
        if (causes.size() == SHOWN) {
            causes.removeFirst();
        }
        causes.addLast(cause);
    }

    int deaths() {
        return deaths;
    }

    /** What killed the last one; null if none was. */
    @Nullable Throwable last() {
        return causes.peekLast();
    }

    <J> DeadLetter<J> letter(J job, DeadLetter.Reason reason) {
        Instant now = Instant.now();
        return new DeadLetter<>(job, reason, deaths, List.copyOf(causes), first == null ? now : first, now);
    }
}
