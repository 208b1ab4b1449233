package dev.millrace.cli.cost;

/** The standard normal distribution. */
final class Normal {
    private static final double[] B = {0.319381530, -0.356563782, 1.781477937, -1.821255978, 1.330274429};

    private Normal() {}

    /** The probability of more than {@code x}, right to 7.5e-8 (M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 1964, formula 26.2.17). */
    static double tail(double x) {
        if (x < 0) {
            return 1 - tail(-x);
        }
        double t = 1 / (1 + 0.2316419 * x);
        double sum = 0;
        for (int i = B.length - 1; i >= 0; i--) {
            sum = t * (B[i] + sum);
        }
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
    }
}
