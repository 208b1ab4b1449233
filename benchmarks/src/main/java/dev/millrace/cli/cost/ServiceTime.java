package dev.millrace.cli.cost;

import java.util.random.RandomGenerator;

/** How long jobs run, in seconds. */
interface ServiceTime {

    /** The mean, above 0. */
    double mean();

    /** Variance over the square of the mean: 0 if all take the same time, 1 for exponential times. */
    double variability();

    /** The probability that a job runs longer. */
    double tail(double seconds);

    /** The time of one job. */
    double sample(RandomGenerator random);

    /** For people. */
    String name();

    /** The same shape with some time more on average. */
    ServiceTime longerBy(double seconds);
}
