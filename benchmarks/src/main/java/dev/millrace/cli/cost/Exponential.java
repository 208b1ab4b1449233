package dev.millrace.cli.cost;

import java.util.random.RandomGenerator;

/**
 * What is assumed where only the mean is known; the p99 is 4.6 times that.
 *
 * @param mean in seconds
 */
record Exponential(double mean) implements ServiceTime {

    @Override
    public double variability() {
        return 1;
    }

    @Override
    public double tail(double seconds) {
        return seconds <= 0 ? 1 : Math.exp(-seconds / mean);
    }

    @Override
    public double sample(RandomGenerator random) {
        return mean * random.nextExponential();
    }

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public ServiceTime longerBy(double seconds) {
        return new Exponential(mean + seconds);
    }
}
