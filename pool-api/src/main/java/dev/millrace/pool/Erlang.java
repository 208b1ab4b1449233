package dev.millrace.pool;

/** How many workers a load needs, by Erlang's formula for a queue with several servers (arrivals at random, run times exponential). */
final class Erlang {
    private Erlang() {}

    /**
     * The least size at which no more than a share of the jobs waits longer than a time.
     *
     * @param load workers that the jobs keep busy on average
     * @param time how long a job may wait, as a multiple of the mean run time
     * @param late the share of jobs that may wait longer, in (0, 1)
     * @param most where to stop
     */
    static int size(double load, double time, double late, int most) {
        double blocked = 1;
        for (int n = 1; n < most; n++) {
            blocked = load * blocked / (n + load * blocked);
            if (n > load && waiting(load, n, blocked) * StrictMath.exp(-(n - load) * time) <= late) {
                return n;
            }
        }
        return most;
    }

    /** The share of jobs that wait at all. */
    private static double waiting(double load, int n, double blocked) {
        double used = load / n;
        return blocked / (1 - used * (1 - blocked));
    }
}
