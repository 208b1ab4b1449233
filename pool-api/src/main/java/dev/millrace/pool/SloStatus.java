package dev.millrace.pool;

import java.time.Instant;

/**
 * How an {@link Slo} stood when it was looked at last.
 *
 * @param slo the objective
 * @param state how it stands
 * @param good the share of good events in its window, 0 to 1; 1 if there was none
 * @param events how many events there were
 * @param burnRate how fast the error budget went over the window: 1 uses it up exactly
 * @param shortBurnRate the same over the last twelfth of the window
 * @param since when the state began
 * @param shedding whether the pool refuses jobs because of it
 */
public record SloStatus(
        Slo slo,
        SloState state,
        double good,
        long events,
        double burnRate,
        double shortBurnRate,
        Instant since,
        boolean shedding) {}
