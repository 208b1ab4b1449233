package dev.millrace.sim;

import java.util.function.LongToDoubleFunction;

/** A course that is known as two functions of time. */
record Curve(LongToDoubleFunction rate, LongToDoubleFunction mean) implements Course {
    private static final double SECOND = 1e9;

    @Override
    public double perSecond(long atNanos) {
        return rate.applyAsDouble(atNanos);
    }

    @Override
    public double meanNanos(long atNanos) {
        return mean.applyAsDouble(atNanos);
    }

    /** One value from a second until another, and a second value else. */
    static LongToDoubleFunction between(double from, double to, double inside, double outside) {
        return at -> at >= from * SECOND && at < to * SECOND ? inside : outside;
    }

    /** One value always. */
    static LongToDoubleFunction steady(double value) {
        return at -> value;
    }

    /** Straight lines between points of (second, value); flat before the first and after the last. */
    static LongToDoubleFunction lines(double... points) {
        return at -> {
            double second = at / SECOND;
            for (int i = 0; i < points.length; i += 2) {
                if (second < points[i]) {
                    if (i == 0) {
                        return points[1];
                    }
                    double part = (second - points[i - 2]) / (points[i] - points[i - 2]);
                    return points[i - 1] + part * (points[i + 1] - points[i - 1]);
                }
            }
            return points[points.length - 1];
        };
    }
}
