package dev.millrace.cli.cost;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/** The same queue, played through: its jobs arrive one by one and take the worker that is free first (J. Kiefer and J. Wolfowitz, 1955). Knows nothing of the formulas but the distribution of the run times. */
final class Simulation {
    private static final int WARM_UPS = 50_000;
    private static final int JOBS = 1_000_000;

    private Simulation() {}

    /** Plays a million jobs; always the same ones. */
    static Waits of(Queue queue) {
        SplittableRandom random = new SplittableRandom(42);
        PriorityQueue<Double> free = new PriorityQueue<>(queue.workers());
        for (int worker = 0; worker < queue.workers(); worker++) {
            free.add(0.0);
        }
        double[] waits = new double[JOBS];
        double[] totals = new double[JOBS];
        double now = 0;
        for (int job = -WARM_UPS; job < JOBS; job++) {
            now += random.nextExponential() / queue.rate();
            double start = Math.max(now, free.remove());
            double run = queue.service().sample(random);
            free.add(start + run);
            if (job >= 0) {
                waits[job] = start - now;
                totals[job] = start - now + run;
            }
        }
        return Waits.of(waits, totals);
    }

    /**
     * What jobs have waited, in seconds.
     *
     * @param waits sorted, to the start
     * @param totals sorted, to the end
     */
    @SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
    record Waits(double[] waits, double[] totals) {

        /** Sorts both. */
        static Waits of(double[] waits, double[] totals) {
            Arrays.sort(waits);
            Arrays.sort(totals);
            return new Waits(waits, totals);
        }

        double wait(double share) {
            return at(waits, share);
        }

        double total(double share) {
            return at(totals, share);
        }

        private static double at(double[] sorted, double share) {
            return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
        }
    }
}
