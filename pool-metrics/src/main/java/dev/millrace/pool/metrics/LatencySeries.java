package dev.millrace.pool.metrics;

import java.util.Locale;

/** The three times of a job. */
public enum LatencySeries {
    /** Submit to start. */
    WAIT,
    /** Start to end. */
    RUN,
    /** Submit to end: what the submitter sees. */
    TOTAL;

    /** As it is written in reports and in the tags of logs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
