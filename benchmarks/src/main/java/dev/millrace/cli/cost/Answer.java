package dev.millrace.cli.cost;

/**
 * A plan, and what the pool itself takes of the processors.
 *
 * @param plan what was planned
 * @param streamSeconds processor time of the way of a job in a stream of others
 * @param wakeSeconds of one that finds its worker asleep
 */
record Answer(Plan plan, double streamSeconds, double wakeSeconds) {

    /** The share of all processor time if no worker ever sleeps. */
    double leastPlumbing() {
        return share(streamSeconds);
    }

    /** The share if each job that need not wait finds a worker asleep: one that waited is taken by a worker that has just ended another one. */
    double mostPlumbing() {
        double waits = plan.queue().waits();
        return share(waits * streamSeconds + (1 - waits) * Math.max(streamSeconds, wakeSeconds));
    }

    private double share(double plumbing) {
        return plumbing / (plumbing + plan.question().service().mean());
    }
}
