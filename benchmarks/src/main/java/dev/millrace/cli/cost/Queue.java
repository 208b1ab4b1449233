package dev.millrace.cli.cost;

import java.util.function.DoubleUnaryOperator;

/**
 * One queue without a bound, first come first served, in front of equal workers; arrivals are Poisson. Times in seconds.
 *
 * <p>The mean wait is Erlang's for exponential service times, times {@code (1 + variability) / 2}: the approximation of Allen and Cunneen (A. O. Allen, "Probability, Statistics, and Queueing Theory with Computer Science Applications", 2nd
 * edition 1990, section 5.3.4), exact for one worker and for exponential times. Those that wait are taken to wait an exponential time, as they do in heavy traffic (J. F. C. Kingman, "The single server queue in heavy traffic", 1961).
 *
 * <p><b>Limits.</b> Up to a variability of 1 the p99 of the wait is within 15 % of what {@link Simulation} finds. Above, rare long jobs decide: at a variability of 3 to 15 the p99 was 0.6 times the simulated one for one worker that is 70 % busy, 0.8 to 0.9 for one to four that are 90 % busy, and 1.2 to 2.6 times for 16 and more.
 *
 * @param rate jobs a second
 * @param workers more than are busy on average
 * @param service how long jobs run
 */
record Queue(double rate, int workers, ServiceTime service) {
    private static final int STEPS = 400;
    private static final int BISECTIONS = 60;

    /** @throws IllegalArgumentException if the workers cannot keep up */
    Queue {
        double offered = rate * service.mean();
        if (workers <= offered) {
            throw new IllegalArgumentException("the queue grows for ever");
        }
    }

    /** How many workers are busy on average. */
    double offered() {
        return rate * service.mean();
    }

    /** How busy each is, below 1. */
    double utilisation() {
        return offered() / workers;
    }

    /** The probability that a job has to wait. */
    double waits() {
        return Erlang.waits(workers, offered());
    }

    /** The mean wait of all jobs. */
    double meanWait() {
        return waits() * meanWaitOfThoseThatWait();
    }

    /** The probability of a longer wait. */
    double waitTail(double seconds) {
        return seconds < 0 ? 1 : waits() * Math.exp(-seconds / meanWaitOfThoseThatWait());
    }

    private double meanWaitOfThoseThatWait() {
        return (1 + service.variability()) / 2 / (workers / service.mean() - rate);
    }

    /** The wait that a share of the jobs does not exceed. */
    double wait(double share) {
        double over = 1 - share;
        return waits() <= over ? 0 : meanWaitOfThoseThatWait() * Math.log(waits() / over);
    }

    /** The probability that wait and run together are longer: the run does not depend on the wait before it. */
    double totalTail(double seconds) {
        double waits = waits();
        double mean = meanWaitOfThoseThatWait();
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            double wait = -mean * Math.log1p(-(step + 0.5) / STEPS); // the middle of each of many equally likely waits
            sum += service.tail(seconds - wait);
        }
        return (1 - waits) * service.tail(seconds) + waits * sum / STEPS;
    }

    /** The time from the submit to the end that a share of the jobs does not exceed. */
    double total(double share) {
        return quantile(share, this::totalTail);
    }

    /** The run time that a share of the jobs does not exceed. */
    double run(double share) {
        return quantile(share, service::tail);
    }

    private double quantile(double share, DoubleUnaryOperator tail) {
        double low = 0;
        double high = service.mean();
        while (tail.applyAsDouble(high) > 1 - share) {
            high *= 2;
        }
        for (int step = 0; step < BISECTIONS; step++) {
            double middle = (low + high) / 2;
            if (tail.applyAsDouble(middle) > 1 - share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
