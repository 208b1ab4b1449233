package dev.millrace.bench;

import dev.millrace.tool.Work;

/**
 * How much a job does.
 *
 * @param steps of {@link Work#burn}
 */
public record Weight(long steps) {
    /** Nothing to do. */
    public static final Weight EMPTY = new Weight(0);

    private static final int CLASSES = 4;
    private static final int SAMPLE_STEPS = 10_000;
    private static final int SAMPLES = 20_000;

    /** About so many nanoseconds on this machine when it is not disturbed. */
    public static Weight ofNanos(double nanos) {
        double nanosPerStep = Double.MAX_VALUE;
        for (int sample = 0; sample < SAMPLES; sample++) {
            long begin = System.nanoTime();
            Work.burn(SAMPLE_STEPS);
            nanosPerStep = Math.min(nanosPerStep, (double) (System.nanoTime() - begin) / SAMPLE_STEPS);
        }
        return new Weight(Math.max(1, Math.round(nanos / nanosPerStep)));
    }

    /**
     * Jobs of this weight that count themselves. Four classes take turns, as a pool of a real program never meets a single one, and
     * a call that the JIT knows to have one target would flatter it.
     */
    public Runnable[] jobs(int number, Completions completions) {
        Runnable[] jobs = new Runnable[number];
        for (int i = 0; i < number; i++) {
            jobs[i] = steps == 0 ? emptyJob(i, completions) : workingJob(i, completions);
        }
        return jobs;
    }

    private static Runnable emptyJob(int index, Completions completions) {
        long token = Jobs.token(index);
        return switch (index % CLASSES) {
            case 0 -> () -> completions.count(token);
            case 1 -> () -> completions.count(token);
            case 2 -> () -> completions.count(token);
            default -> () -> completions.count(token);
        };
    }

    private Runnable workingJob(int index, Completions completions) {
        long token = Jobs.token(index);
        return switch (index % CLASSES) {
            case 0 -> () -> work(completions, token);
            case 1 -> () -> work(completions, token);
            case 2 -> () -> work(completions, token);
            default -> () -> work(completions, token);
        };
    }

    private void work(Completions completions, long token) {
        Work.burn(steps);
        completions.count(token);
    }
}
