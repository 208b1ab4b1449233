package dev.millrace.pool.runtime.interleave;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Who goes on, by a seed. Half of the seeds walk at random. The others give each thread a random priority and take the highest, but at a few random steps, where that one falls behind all others: that finds what needs few switches at the
 * right places (PCT: Burckhardt, Kothari, Musuvathi and Nagarakatte, 2010).
 */
final class Picker {
    private static final int MOST_CHANGES = 3;
    /** Priorities are unfair: two threads can keep each other busy for ever while the third could end it. After so many steps all walk at random. */
    private static final int FAIR_AFTER = 1_000;

    private final SplittableRandom random;
    private final boolean byPriority;
    private final int stickiness;
    private final Map<Integer, Integer> priorities = new HashMap<>();
    private final int[] changes;
    private int lowest;
    private int step;

    /** @param steps how many steps the run will have, about */
    Picker(long seed, int steps) {
        random = new SplittableRandom(seed);
        byPriority = random.nextBoolean();
        stickiness = random.nextInt(1, 8);
        changes = random.ints(random.nextInt(1, MOST_CHANGES + 1), 0, Math.max(1, steps))
                .toArray();
    }

    /**
     * Chooses one.
     *
     * @param last who went on until now, or null
     * @param spins whether that one waits for others in a loop
     */
    Actor pick(List<Actor> enabled, Actor last, boolean spins) {
        step++;
        return byPriority && step <= FAIR_AFTER ? highest(enabled, last, spins) : any(enabled, last, spins);
    }

    private Actor any(List<Actor> enabled, Actor last, boolean spins) {
        boolean stays = enabled.contains(last) && !spins && random.nextInt(stickiness + 1) > 0;
        if (stays) {
            return last;
        }
        List<Actor> others = spins && enabled.size() > 1
                ? enabled.stream().filter(actor -> actor != last).toList()
                : enabled;
        return others.get(random.nextInt(others.size()));
    }

    private Actor highest(List<Actor> enabled, Actor last, boolean spins) {
        if (last != null && (spins || isChange())) {
            priorities.put(last.number, --lowest);
        }
        Actor best = enabled.get(0);
        for (Actor actor : enabled) {
            if (priority(actor) > priority(best)) {
                best = actor;
            }
        }
        return best;
    }

    private boolean isChange() {
        for (int change : changes) {
            if (change == step) {
                return true;
            }
        }
        return false;
    }

    /** Given to threads in the order in which they come. */
    private int priority(Actor actor) {
        return priorities.computeIfAbsent(actor.number, number -> random.nextInt(1, 1 << 20));
    }
}
