package dev.millrace.cli.cost;

import org.jspecify.annotations.Nullable;

/**
 * A prediction beside what came out.
 *
 * @param queue what was predicted
 * @param simulated a million jobs, played through
 * @param measured on a real pool, or null if that would tell nothing
 * @param obstacle why not, or null
 */
record Check(
        Queue queue,
        Simulation.Waits simulated,
        Simulation.@Nullable Waits measured,
        @Nullable String obstacle) {

    /** Simulates, and runs a pool for about so long. */
    static Check of(Queue queue, double seconds) {
        String obstacle = PoolCheck.obstacle(queue);
        return new Check(
                queue, Simulation.of(queue), obstacle == null ? PoolCheck.run(queue, seconds) : null, obstacle);
    }
}
