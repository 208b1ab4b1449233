package dev.millrace.bench.scale;

import java.util.Comparator;
import java.util.List;

/**
 * What a pool would do on more processors than there are here: a model, no measurement. Each thread has a processor of its own, and the jobs flow through three gates, of which the narrowest counts: submitters (one alone, or several that meet at one
 * word and so take turns), the one who passes jobs on to the lanes, and the workers. Passing on is taken to last as long as all that the only worker of a pool does for a job, of which it is a part: so that gate is too narrow rather than too wide. It does not know of sockets, shared caches, clock rates that fall with load, nor of memory that the jobs use.
 *
 * @param hops measured here
 */
record Model(Hops hops) {
    /** Of its workers' time, below which a pool is called starved. */
    private static final double BUSY = 0.9;

    /**
     * What would come of it.
     *
     * @param perSecond jobs
     * @param busy part of their time in which the workers run the users' code
     * @param limit which gate is the narrowest
     */
    record Forecast(double perSecond, double busy, String limit) {}

    private record Gate(String name, double perSecond) {}

    /** Of so many processors, some of which submit jobs that run so long. */
    Forecast at(int processors, int producers, double jobNanos) {
        int workers = processors - producers;
        Gate narrowest = List.of(
                        entry(producers),
                        new Gate("passing on", 1e9 / hops.work()),
                        new Gate("workers", workers * 1e9 / (hops.work() + jobNanos)))
                .stream()
                .min(Comparator.comparingDouble(Gate::perSecond))
                .orElseThrow();
        return new Forecast(narrowest.perSecond, narrowest.perSecond * jobNanos / (workers * 1e9), narrowest.name);
    }

    private Gate entry(int producers) {
        return producers == 1
                ? new Gate("submitter", 1e9 / hops.submit())
                : new Gate("submitters that meet", 1e9 / (hops.submit() + hops.meet()));
    }

    /** How long jobs must run for the workers to be busy with them nine tenths of their time. */
    double leastJobNanos(int processors, int producers) {
        double gate = Math.min(entry(producers).perSecond, 1e9 / hops.work());
        int workers = processors - producers;
        return Math.max(BUSY * workers * 1e9 / gate, BUSY / (1 - BUSY) * hops.work());
    }

    /** What it says of this machine, where submitter and workers share fewer processors than they are: to be held against a measurement. */
    double perSecondShared(int processors) {
        return Math.min(at(processors + 1, 1, 0).perSecond, processors * 1e9 / (hops.submit() + hops.work()));
    }
}
