package dev.millrace.examples.service;

import static dev.millrace.examples.tool.Text.text;

import dev.millrace.examples.tool.OptionRules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the example is asked to do, valid by construction.
 *
 * @param rate requests a second, or 0: to be {@linkplain Calibration measured}
 * @param seconds how long at this rate
 * @param warmup seconds at this rate before, told apart
 * @param burst the overload, as a multiple of the rate
 * @param burstSeconds how long that
 * @param workers threads of the pool
 * @param capacity requests that may wait in it
 */
record ServiceOptions(
        int rate, double seconds, double warmup, double burst, double burstSeconds, int workers, int capacity) {
    private static final int MOST_RATE = 100_000;
    private static final double LEAST_SECONDS = 0.1;
    private static final double MOST_SECONDS = 3_600;
    private static final double MOST_BURST = 100;
    /** In the longest phase that is less than 2^31 requests. */
    private static final int MOST_OVERLOAD = 500_000;

    private static final int MOST_WORKERS = 256;
    private static final int MOST_CAPACITY = 1_000;
    private static final int CONNECTIONS_BEYOND = 64;

    /** Checks every option and names all problems in one {@link IllegalArgumentException}. */
    ServiceOptions {
        new OptionRules()
                .require(
                        0 <= rate && rate <= MOST_RATE,
                        "--rate must be 0 (measured) to %,d requests a second, was %,d",
                        MOST_RATE,
                        rate)
                .require(
                        LEAST_SECONDS <= seconds && seconds <= MOST_SECONDS,
                        "--seconds must be %s to %,.0f, was %s",
                        LEAST_SECONDS,
                        MOST_SECONDS,
                        seconds)
                .require(
                        0 <= warmup && warmup <= MOST_SECONDS,
                        "--warmup must be 0 to %,.0f seconds, was %s",
                        MOST_SECONDS,
                        warmup)
                .require(
                        1 <= burst && burst <= MOST_BURST,
                        "--burst must be 1 to %,.0f times the rate, was %s",
                        MOST_BURST,
                        burst)
                .require(
                        rate * burst <= MOST_OVERLOAD,
                        "--rate x --burst must be at most %,d requests a second, was %,.0f",
                        MOST_OVERLOAD,
                        rate * burst)
                .require(
                        0 <= burstSeconds && burstSeconds <= MOST_SECONDS,
                        "--burst-seconds must be 0 to %,.0f, was %s",
                        MOST_SECONDS,
                        burstSeconds)
                .require(
                        1 <= workers && workers <= MOST_WORKERS,
                        "--workers must be 1 to %,d, was %,d",
                        MOST_WORKERS,
                        workers)
                .require(
                        1 <= capacity && capacity <= MOST_CAPACITY,
                        "--capacity must be 1 to %,d waiting requests, was %,d",
                        MOST_CAPACITY,
                        capacity)
                .throwIfBroken();
    }

    /** The same at a rate that was found. */
    ServiceOptions at(int foundRate) {
        return new ServiceOptions(foundRate, seconds, warmup, burst, burstSeconds, workers, capacity);
    }

    /** The parts of the run that take any time, in order. */
    List<Phase> phases() {
        return Stream.of(
                        new Phase("warm-up", rate, duration(warmup)),
                        new Phase("steady", rate, duration(seconds)),
                        new Phase("overload", (int) Math.round(rate * burst), duration(burstSeconds)))
                .filter(phase -> !phase.length().isZero())
                .toList();
    }

    /** More than the pool takes, so that it can be full and asked for more. */
    int connections() {
        return workers + capacity + CONNECTIONS_BEYOND;
    }

    /** The command line that asks for the same. */
    String commandLine() {
        return text(
                "./millrace example service --rate %d --seconds %s --warmup %s --burst %s --burst-seconds %s"
                        + " --workers %d --capacity %d",
                rate, seconds, warmup, burst, burstSeconds, workers, capacity);
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }
}
