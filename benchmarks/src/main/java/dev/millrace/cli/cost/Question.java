package dev.millrace.cli.cost;

import static dev.millrace.tool.Format.text;

import org.jspecify.annotations.Nullable;

/**
 * What is to be answered, valid by construction.
 *
 * @param rate jobs a second
 * @param service how long they run, without what the pool adds
 * @param goal what is asked for, or null where a number of workers is to be judged
 * @param workers that number, or 0 for the least that reach the goal
 */
record Question(double rate, ServiceTime service, @Nullable Goal goal, int workers) {
    static final int MOST_WORKERS = 32_767;
    private static final double MOST_RATE = 1e9;

    /** @throws IllegalArgumentException that names the option and the rule that it breaks */
    static Question of(double rate, String mean, @Nullable String p99, @Nullable String slo, int workers) {
        if (!(rate > 0 && rate <= MOST_RATE)) {
            throw new IllegalArgumentException(
                    text("--rate must be above 0 and at most 1e9 jobs a second, was %s", rate));
        }
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException(text("--workers must be 1 to %,d, was %,d", MOST_WORKERS, workers));
        }
        if (slo == null && workers == 0) {
            throw new IllegalArgumentException(
                    "--slo or --workers must be given: what the workers are to reach, or how many there are");
        }
        return new Question(rate, service(mean, p99), slo == null ? null : Goal.parse(slo), workers);
    }

    private static ServiceTime service(String meanText, @Nullable String p99Text) {
        double mean = Times.parse("--mean", meanText);
        if (p99Text == null) {
            return new Exponential(mean);
        }
        double p99 = Times.parse("--p99", p99Text);
        if (p99 < mean || p99 > LogNormal.MOST_RATIO * mean) {
            throw new IllegalArgumentException(text(
                    "--p99 must be 1 to %s times --mean (%s), was %s: no log-normal distribution has both",
                    LogNormal.MOST_RATIO, Times.of(mean), Times.of(p99)));
        }
        return LogNormal.fitted(mean, p99);
    }
}
