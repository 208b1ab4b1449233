package dev.millrace.pool.runtime.job;

import dev.millrace.pool.Priority;
import dev.millrace.pool.PriorityShares;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The bands of priority and whose turn it is. Turns follow a fixed round in which each band has its share, spread as evenly as they go (smooth weighted round robin, as in nginx); who finds the band of its turn empty takes from the
 * highest that has something, without changing the turns of the others. So of any {@code high + normal + low} elements that are taken while a band has some, its share comes from it. Thread-safe.
 */
final class Bands {
    private static final Priority[] HIGHEST_FIRST = Priority.values();

    private final Band[] bands;
    private final Priority[] round;
    private final AtomicInteger turns = new AtomicInteger();

    Bands(int capacity, Band normal, PriorityShares shares, boolean guarded) {
        bands = new Band[] {new Band(capacity, guarded), normal, new Band(capacity, guarded)};
        band(Priority.HIGH).expectGhosts();
        band(Priority.LOW).expectGhosts();
        round = round(shares);
    }

    /** A band's place is its priority's position, and nowhere stored. */
    @SuppressWarnings("EnumOrdinal")
    Band band(Priority priority) {
        return bands[priority.ordinal()];
    }

    /** Each turn every band gains its share, and the richest is served and pays for all. */
    static Priority[] round(PriorityShares shares) {
        int all = shares.high() + shares.normal() + shares.low();
        Priority[] round = new Priority[all];
        int[] credit = new int[HIGHEST_FIRST.length];
        for (int turn = 0; turn < all; turn++) {
            int richest = 0;
            for (int i = 0; i < credit.length; i++) {
                credit[i] += shares.of(HIGHEST_FIRST[i]);
                richest = credit[i] > credit[richest] ? i : richest;
            }
            credit[richest] -= all;
            round[turn] = HIGHEST_FIRST[richest];
        }
        return round;
    }

    @Nullable Object poll() {
        Priority turn = round[Math.floorMod(turns.getAndIncrement(), round.length)];
        Object element = band(turn).poll();
        for (int i = 0; element == null && i < bands.length; i++) {
            element = bands[i].poll();
        }
        return element;
    }

    @Nullable Object takeOldest() {
        Object job = null;
        for (int i = bands.length - 1; job == null && i >= 0; i--) {
            job = bands[i].takeOldest();
        }
        return job;
    }

    boolean othersAreEmpty() {
        return band(Priority.HIGH).isEmpty() && band(Priority.LOW).isEmpty();
    }

    int othersSize() {
        return band(Priority.HIGH).size() + band(Priority.LOW).size();
    }
}
