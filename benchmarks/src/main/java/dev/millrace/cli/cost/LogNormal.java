package dev.millrace.cli.cost;

import java.util.random.RandomGenerator;

/**
 * Service times whose logarithm is normal, which many measured ones are near. Fitted to a mean and a p99: with z = 2.326 the mean is {@code exp(mu + sigma^2 / 2)} and the p99 {@code exp(mu + z sigma)}, so {@code sigma = z - sqrt(z^2 - 2 ln(p99 /
 * mean))}.
 *
 * <p><b>Limits.</b> No log-normal has a p99 above {@code exp(z^2 / 2)} = {@value #MOST_RATIO} times its mean; and of the two that have the same ratio the less variable one is taken. Two figures say nothing about what lies beyond the p99, on which
 * waits depend when it is far: there the truth is only in a run with the real jobs.
 *
 * @param mu mean of the logarithms
 * @param sigma their standard deviation, 0 if all jobs take the same time
 */
record LogNormal(double mu, double sigma) implements ServiceTime {
    /** A little less than the limit, at which the fit turns over. */
    static final double MOST_RATIO = 14.9;

    private static final double Z99 = 2.3263478740408408;

    /** @param p99 {@code mean} to {@link #MOST_RATIO} times it */
    static LogNormal fitted(double mean, double p99) {
        double ratio = Math.log(p99 / mean);
        double sigma = Z99 - Math.sqrt(Z99 * Z99 - 2 * ratio);
        return new LogNormal(Math.log(mean) - sigma * sigma / 2, sigma);
    }

    @Override
    public double mean() {
        return Math.exp(mu + sigma * sigma / 2);
    }

    @Override
    public double variability() {
        return Math.expm1(sigma * sigma);
    }

    @Override
    public double tail(double seconds) {
        if (seconds <= 0) {
            return 1;
        }
        double distance = Math.log(seconds) - mu;
        return sigma == 0 ? distance < 0 ? 1 : 0 : Normal.tail(distance / sigma);
    }

    @Override
    public double sample(RandomGenerator random) {
        return Math.exp(mu + sigma * random.nextGaussian());
    }

    @Override
    public String name() {
        return "log-normal";
    }

    @Override
    public ServiceTime longerBy(double seconds) {
        return new LogNormal(mu + Math.log1p(seconds / mean()), sigma);
    }
}
