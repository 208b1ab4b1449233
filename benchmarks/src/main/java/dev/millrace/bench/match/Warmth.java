package dev.millrace.bench.match;

/** Whether a contender's code is as fast as it gets: the JIT compiles in the background, beside threads that take all processors, so that takes a pool of many parts seconds where it takes a queue and a loop a tenth of one. Confined to one thread. */
final class Warmth {
    private static final double GAIN = 1.05;
    /** So many rounds without a gain say that there is none to come. */
    private static final int LOOKS = 3;

    private final int least;
    private final int most;
    private int rounds;
    private double best;
    private int withoutGain;

    /**
     * Of one that has not begun.
     *
     * @param least rounds it gets in any case
     * @param most rounds after which it counts as warm in any case
     */
    Warmth(int least, int most) {
        this.least = least;
        this.most = most;
    }

    /** It has done so many jobs in so long. */
    void add(long jobs, long nanos) {
        double rate = (double) jobs / Math.max(1, nanos);
        rounds++;
        if (rate > GAIN * best) {
            best = rate;
            withoutGain = 0;
        } else {
            withoutGain++;
        }
    }

    /** Whether it needs no further round. */
    boolean isWarm() {
        return rounds >= most || (rounds >= least && (least == most || withoutGain >= LOOKS));
    }
}
