package dev.millrace.pool.runtime.interleave;

import dev.millrace.pool.runtime.support.Scale;
import java.util.List;

/**
 * Plays a case by many seeds: those from 0 on, so that a build does the same each time, more of them with {@code -Dmillrace.scale}, or one alone with {@code -Dmillrace.seed}.
 */
public final class Interleavings {
    private static final int FIRST_STEPS = 200;
    private static final int SHOWN = 60;

    private Interleavings() {}

    /** One run: builds, plays, and judges. */
    public interface Case {
        void play(Stage stage) throws Exception;
    }

    /** What all runs came to. */
    public record Tally(int runs, int strayed, long steps) {}

    /** Plays it by so many seeds, or a multiple; the first that fails is told. */
    public static Tally each(int seeds, Case played) {
        Long alone = Long.getLong("millrace.seed");
        long first = alone == null ? 0 : alone;
        long after = alone == null ? Scale.rounds(seeds) : alone + 1;
        int strayed = 0;
        long steps = 0;
        for (long seed = first; seed < after; seed++) {
            Schedule.Outcome outcome = one(seed, FIRST_STEPS, played);
            strayed += outcome.strays() > 0 ? 1 : 0;
            steps += outcome.trace().size();
        }
        Tally tally = new Tally((int) (after - first), strayed, steps);
        if (Boolean.getBoolean("millrace.tell")) {
            System.err.println(tally);
        }
        return tally;
    }

    /** Plays it by one seed. */
    static Schedule.Outcome one(long seed, int steps, Case played) {
        Stage stage = new Stage(seed, steps);
        try (stage) {
            played.play(stage);
            return stage.outcome();
        } catch (Throwable failure) {
            throw new AssertionError(
                    failure.getMessage() + System.lineSeparator() + "repeat with -Dmillrace.seed=" + seed
                            + end(stage.outcome()),
                    failure);
        }
    }

    private static String end(Schedule.Outcome outcome) {
        if (outcome == null) {
            return "";
        }
        List<String> trace = outcome.trace();
        return "; " + outcome.strays() + " strays; the last steps: "
                + String.join(", ", trace.subList(Math.max(0, trace.size() - SHOWN), trace.size()));
    }
}
