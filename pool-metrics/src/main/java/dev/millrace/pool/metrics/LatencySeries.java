package dev.millrace.pool.metrics;

import dev.millrace.pool.Series;
import java.util.Locale;

/** The three times of a job. */
public enum LatencySeries {
    /** Submit to start. */
    WAIT,
    /** Start to end. */
    RUN,
    /** Submit to end: what the submitter sees. */
    TOTAL;

    /** That of the pool's contract. */
    static LatencySeries of(Series series) {
        return switch (series) {
            case WAIT -> WAIT;
            case RUN -> RUN;
            case TOTAL -> TOTAL;
        };
    }

    /** As it is written in reports and in the tags of logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
