package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.DeadLetter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Jobs that are not run any more. Of the poisonous ones the newest are kept; those that the pool's stop made are all kept, since there is nobody else who has them. Guarded by its monitor. */
final class DeadLetters<J> {
    private final int most;
    private final ArrayDeque<DeadLetter<J>> poison = new ArrayDeque<>();
    private final List<DeadLetter<J>> stopped = new ArrayList<>();
    private long count;

    /** @param most how many poisonous ones are kept */
    DeadLetters(int most) {
        this.most = most;
    }

    synchronized void add(DeadLetter<J> letter) {
        count++;
        if (letter.reason() == DeadLetter.Reason.STOPPED) {
            stopped.add(letter);
        } else {
            poison.addLast(letter);
            if (poison.size() > most) {
                poison.removeFirst();
            }
        }
    }

    /** Those that are kept, oldest first; a stop comes last. */
    synchronized List<DeadLetter<J>> list() {
        List<DeadLetter<J>> all = new ArrayList<>(poison);
        all.addAll(stopped);
        return all;
    }

    /** All that there ever were. */
    synchronized long count() {
        return count;
    }

    /** Those of them that the pool's stop made. */
    synchronized long abandoned() {
        return stopped.size();
    }
}
