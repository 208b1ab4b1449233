package dev.millrace.pool.metrics.status;

import dev.millrace.pool.PoolStats;

/**
 * One point of the curves.
 *
 * @param atMillis since the epoch
 * @param counts of that moment
 * @param rates of the time since the one before
 * @param times of the jobs that ended since then
 */
record Sample(long atMillis, PoolStats counts, Rates rates, Timings.Second times) {

    /**
     * Jobs a second by what became of them.
     *
     * @param completed ended normally
     * @param failed ended by an exception
     * @param unrun accepted, but cancelled, expired, dropped or handed back
     * @param refused never accepted
     */
    record Rates(double completed, double failed, double unrun, double refused) {
        static final Rates NONE = new Rates(0, 0, 0, 0);

        static Rates between(PoolStats.Jobs before, PoolStats.Jobs after, double seconds) {
            return new Rates(
                    (after.completed() - before.completed()) / seconds,
                    (after.failed() - before.failed()) / seconds,
                    (unrun(after) - unrun(before)) / seconds,
                    (after.rejected() - before.rejected()) / seconds);
        }

        private static long unrun(PoolStats.Jobs jobs) {
            return jobs.cancelled() + jobs.expired() + jobs.dropped() + jobs.handedBack();
        }
    }
}
