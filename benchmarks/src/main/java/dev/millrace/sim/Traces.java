package dev.millrace.sim;

import static dev.millrace.sim.Curve.between;
import static dev.millrace.sim.Curve.lines;
import static dev.millrace.sim.Curve.steady;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/** The traces of the laboratory, each of a minute. Jobs arrive at random and run for 10 ms on average unless the trace says otherwise. */
public final class Traces {
    private static final long END = 60_000_000_000L;
    private static final double MEAN = 10e6;
    /** Processor share of jobs that wait for others most of the time. */
    static final double WAITING = 0.05;

    private static final double COMPUTING = 1;

    private final long seed;

    private Traces(long seed) {
        this.seed = seed;
    }

    /** All of them. */
    public static List<Trace> all(long seed) {
        Traces make = new Traces(seed);
        return List.of(
                make.trace("step", between(20, 40, 4_000, 200), steady(MEAN)),
                make.trace("ramp", lines(10, 200, 40, 4_000, 50, 200), steady(MEAN)),
                make.burst(),
                make.trace("sine", at -> 2_100 - 1_900 * StrictMath.cos(at * 2 * Math.PI / 30e9), steady(MEAN)),
                make.trace("on-off", at -> at / 5_000_000_000L % 2 == 1 ? 4_000 : 0, steady(MEAN)),
                make.trace("flash-crowd", Traces::flash, steady(MEAN)),
                make.heavyTail(),
                make.trace("slow-service", steady(500), between(20, 40, 5 * MEAN, MEAN)),
                make.computing("cpu-step", between(20, 30, 3_000, 500), 4e6, COMPUTING),
                make.computing("cpu-mixed", between(20, 40, 2_000, 500), 10e6, 0.25),
                make.disturbed("noise", between(20, 40, 2_000, 1_000), () -> new Noise(seed)),
                make.disturbed(
                        "clock",
                        between(35, 50, 2_000, 1_000),
                        () -> new BrokenClock(10_000_000_000L, 20_000_000_000L, 34_900_000_000L, 35_300_000_000L)));
    }

    private Trace trace(String name, LongToDoubleFunction rate, LongToDoubleFunction mean) {
        return trace(name, rate, mean, WAITING, () -> Sensors.TRUE);
    }

    private Trace computing(String name, LongToDoubleFunction rate, double meanNanos, double cpuShare) {
        return trace(name, rate, steady(meanNanos), cpuShare, () -> Sensors.TRUE);
    }

    private Trace disturbed(String name, LongToDoubleFunction rate, Supplier<Sensors> sensors) {
        return trace(name, rate, steady(MEAN), WAITING, sensors);
    }

    private Trace trace(
            String name,
            LongToDoubleFunction rate,
            LongToDoubleFunction mean,
            double cpuShare,
            Supplier<Sensors> sensors) {
        Draw draw = draw(name);
        long[] arrivals = draw.arrivals(rate, 4_000, END);
        return new Trace(
                name, arrivals, draw.exponential(arrivals, mean), cpuShare, new Curve(rate, mean), sensors, END);
    }

    /** 20 times as much within half a second, which then dies away. */
    private static double flash(long at) {
        double second = at / 1e9 - 20;
        if (second < 0) {
            return 200;
        }
        return second < 0.5 ? 200 + 3_800 * second / 0.5 : 200 + 3_800 * StrictMath.exp(-(second - 0.5) / 8);
    }

    /** 500 in a second, and 2,000 at once every 10 seconds. */
    private Trace burst() {
        Draw draw = draw("burst");
        long[] few = draw.arrivals(steady(500), 500, END);
        List<Long> times = new ArrayList<>(Arrays.stream(few).boxed().toList());
        for (long at = 10_000_000_000L; at < END; at += 10_000_000_000L) {
            for (int i = 0; i < 2_000; i++) {
                times.add(at);
            }
        }
        long[] arrivals = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Trace(
                "burst",
                arrivals,
                draw.exponential(arrivals, steady(MEAN)),
                WAITING,
                new Curve(steady(500), steady(MEAN)),
                () -> Sensors.TRUE,
                END);
    }

    /** Most jobs are short: half of them take less than 1.4 ms, one in a thousand more than half a second. */
    private Trace heavyTail() {
        Draw draw = draw("heavy-tail");
        long[] arrivals = draw.arrivals(steady(1_000), 1_000, END);
        return new Trace(
                "heavy-tail",
                arrivals,
                draw.lognormal(arrivals.length, MEAN, 2),
                WAITING,
                new Curve(steady(1_000), steady(MEAN)),
                () -> Sensors.TRUE,
                END);
    }

    /** Each trace has its own numbers, so that one can be run alone. */
    private Draw draw(String name) {
        return new Draw(new Random(seed).nextLong() ^ name.hashCode());
    }
}
