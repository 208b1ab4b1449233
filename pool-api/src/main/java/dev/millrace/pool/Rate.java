package dev.millrace.pool;

import java.util.Arrays;

/**
 * How often something happens, read from counts of many short times, the newest first. Averages over as long a time as the counts agree with each other: long while the rate is steady, for exactness; short
 * after it has changed, for speed. Whether they agree is decided by comparing the newest part of a time with the rest of it.
 *
 * @param count how often it happened in the time that was averaged over
 * @param exposure that time
 * @param spread variance of a count over its mean, at least 1: 1 for events at random
 */
record Rate(double count, double exposure, double spread) {
    private static final double GROWTH = 1.4;
    private static final double TRIMMED = 0.1;

    /**
     * Reads it from counts.
     *
     * @param certainty standard errors by which two parts must differ to be held for different
     * @param first counts that a part has at least
     */
    static Rate of(double[] counts, double[] exposures, double certainty, int first) {
        double spread = spread(counts);
        int length = counts.length;
        double[] count = new double[length + 1];
        double[] exposure = new double[length + 1];
        for (int i = 0; i < length; i++) {
            count[i + 1] = count[i] + counts[i];
            exposure[i + 1] = exposure[i] + exposures[i];
        }
        int agreed = Math.min(first, length);
        for (int end = next(agreed); end <= length; end = next(end)) {
            for (int cut = first; cut < end; cut = next(cut)) {
                if (differ(count, exposure, cut, end, spread * certainty * certainty)) {
                    return new Rate(count[agreed], exposure[agreed], spread);
                }
            }
            agreed = end;
        }
        return new Rate(count[agreed], exposure[agreed], spread);
    }

    private static int next(int end) {
        return Math.max(end + 1, (int) (end * GROWTH));
    }

    /** Whether the rate up to the cut and that behind it are further apart than chance explains: the likelihood ratio of two rates against one. */
    private static boolean differ(double[] count, double[] exposure, int cut, int end, double squares) {
        double near = exposure[cut];
        double far = exposure[end] - near;
        if (near <= 0 || far <= 0) {
            return false;
        }
        double rate = count[end] / exposure[end];
        double apart = surprise(count[cut], rate * near) + surprise(count[end] - count[cut], rate * far);
        return 2 * apart > squares;
    }

    private static double surprise(double count, double expected) {
        return count <= 0 ? 0 : count * StrictMath.log(count / expected);
    }

    /** From the differences of neighbours, without the largest of them, so that a change of the rate does not pass for spread. */
    private static double spread(double[] counts) {
        int differences = counts.length - 1;
        if (differences < 20) {
            return 1;
        }
        double[] squares = new double[differences];
        double sum = 0;
        for (int i = 0; i < differences; i++) {
            double difference = counts[i] - counts[i + 1];
            squares[i] = difference * difference;
            sum += counts[i];
        }
        Arrays.sort(squares);
        double total = 0;
        int kept = differences - (int) (differences * TRIMMED);
        for (int i = 0; i < kept; i++) {
            total += squares[i];
        }
        return Math.max(1, total / 2 / Math.max(1, sum));
    }

    /** Events in a unit of time; 0 without any time. */
    double value() {
        return exposure <= 0 ? 0 : count / exposure;
    }

    /** Square of the standard error, as a share of the value. */
    double error() {
        return spread / Math.max(1, count);
    }
}
