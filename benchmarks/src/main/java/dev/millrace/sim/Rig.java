package dev.millrace.sim;

/**
 * The simulated pool and what is asked of it.
 *
 * @param least the least size, at which it begins
 * @param most the largest size
 * @param capacity jobs that may wait; more are lost
 * @param processors processors of the machine
 * @param startNanos from asking for a worker until it takes its first job
 * @param withinNanos the objective: how long a job may wait
 * @param late the objective: share of the jobs of a second that may wait longer
 */
public record Rig(int least, int most, int capacity, int processors, long startNanos, long withinNanos, double late) {
    /** 2 to 64 workers on 8 processors; 1 % of the jobs of a second may wait longer than 50 ms. */
    public static final Rig STANDARD = new Rig(2, 64, 4_096, 8, 1_000_000, 50_000_000, 0.01);
}
