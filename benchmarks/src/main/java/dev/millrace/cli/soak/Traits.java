package dev.millrace.cli.soak;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one life is like.
 *
 * @param name its pool's
 * @param handlers whether it is a pool of handlers
 * @param plain whether its jobs are those of the single, batch, handle and keyed ways alone, so that the pool's sums can be compared with the submitters'
 * @param nests whether jobs submit jobs
 * @param workers the size it begins with
 * @param mostWorkers the most that it is resized to
 * @param capacity its bound
 * @param whenFull its policy
 * @param dispatch who moves jobs
 * @param laneCapacity of its lanes
 * @param chunking of its workers
 * @param submitters threads that submit
 * @param jobs how many jobs there are at most
 * @param millis how long it lasts at most
 * @param endsEarly whether the end comes while jobs are submitted
 * @param ending how it ends
 * @param resizes whether its size changes all the time, and it pauses now and then
 * @param flakyThreads whether its factory fails now and then
 * @param throwingListeners whether listener, uncaught handler and actions throw
 * @param stuckJobs what is looked for
 * @param sizing its policy
 */
record Traits(
        String name,
        boolean handlers,
        boolean plain,
        boolean nests,
        int workers,
        int mostWorkers,
        int capacity,
        WhenFull whenFull,
        Dispatch dispatch,
        int laneCapacity,
        int chunking,
        int submitters,
        int jobs,
        int millis,
        boolean endsEarly,
        Ending ending,
        boolean resizes,
        boolean flakyThreads,
        boolean throwingListeners,
        StuckJobs stuckJobs,
        SizingPolicy sizing) {
    private static final int MOST_JOBS = 1 << 16;
    /** Of the longest of the shortest lives; the longest are 64 times as long. */
    private static final int LEAST_MILLIS = 20;

    private static final int[] CAPACITIES = {1, 2, 7, 64, 300, 1_024, 20_000};
    private static final List<WhenFull> POLICIES = List.of(
            WhenFull.block(),
            WhenFull.block(Duration.ofMillis(1)),
            WhenFull.reject(),
            WhenFull.callerRuns(),
            WhenFull.dropNewest(),
            WhenFull.dropOldest());

    /** Draws another life. */
    static Traits draw(SoakOptions options, long number, SplittableRandom random) {
        Dispatch dispatch = options.dispatch() == null ? anyDispatch(options, random) : options.dispatch();
        int least = Math.max(
                options.workers().min(),
                dispatch instanceof Dispatch.Dedicated dedicated ? dedicated.dispatchers() : 1);
        int workers = random.nextInt(least, options.workers().max() + 1);
        boolean handlers = random.nextInt(8) == 0;
        boolean troubled = random.nextInt(100) < options.faults();
        return new Traits(
                "soak-" + number,
                handlers,
                random.nextBoolean(),
                !handlers && random.nextBoolean(),
                workers,
                options.workers().max(),
                CAPACITIES[random.nextInt(CAPACITIES.length)],
                POLICIES.get(random.nextInt(POLICIES.size())),
                dispatch,
                4 << random.nextInt(7),
                1 << random.nextInt(6),
                random.nextInt(1, 4),
                Math.max(50, MOST_JOBS >> random.nextInt(11)),
                random.nextInt(5, LEAST_MILLIS << random.nextInt(7)),
                random.nextBoolean(),
                Ending.values()[random.nextInt(Ending.values().length)],
                random.nextInt(3) > 0,
                troubled && random.nextBoolean(),
                troubled && random.nextBoolean(),
                random.nextInt(4) == 0
                        ? StuckJobs.reportAfter(Duration.ofMillis(5)).spares(1)
                        : StuckJobs.reportAfter(Duration.ofMinutes(1)),
                random.nextBoolean() ? SizingPolicy.fixed() : SizingPolicy.demand());
    }

    private static Dispatch anyDispatch(SoakOptions options, SplittableRandom random) {
        int dispatchers = random.nextInt(Math.min(2, options.workers().max()) + 1);
        return dispatchers == 0 ? Dispatch.cooperative() : Dispatch.dedicated(dispatchers);
    }

    /** The least workers that it may be resized to. */
    int leastWorkers() {
        return dispatch instanceof Dispatch.Dedicated dedicated ? dedicated.dispatchers() : 1;
    }
}
