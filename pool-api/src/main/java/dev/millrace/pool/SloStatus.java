package dev.millrace.pool;

import java.time.Instant;

/**
 * How an {@link Slo} stands. The figures are of the last look, at most a sixtieth of the window ago (5 s if that is less, 50 ms if it is more); while the pool is at rest they are those of now.
 *
 * @param slo the objective
 * @param state how it stands
 * @param good the share of good events in its window, 0 to 1; 1 if there was none
 * @param events how many events there were: jobs, those that were recorded for a latency; the milliseconds of the window for a depth
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
