package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.SloState;

/**
 * Which state an objective is in. Two windows decide, as in "Alerting on SLOs", chapter 5 of Google's <a href="https://sre.google/workbook/alerting-on-slos/">Site Reliability Workbook</a>, under "Multiwindow, Multi-Burn-Rate
 * Alerts": the long one says that it matters, the short one, a twelfth of it, that it goes on. There the budget is of a month, and the windows are parts of it; here it is that of the objective's own window.
 *
 * <p>Up at once: {@link SloState#BREACHED} when more than the budget of the window is gone, {@link SloState#WARNING} when half of it is gone and the short window burns at 1 or faster. Where jobs are counted, that takes 10 and 5 bad
 * ones: fewer are noise. Down only after a calm, in which the short window burned below 1 all the time, for a quarter of the window: by chance alone a short window is below 1 now and then, but not three in a row. Confined.
 */
final class Judge {
    private static final double HALF = 0.5;
    private static final double ROUNDING = 1e-9;
    private static final int BAD_JOBS_TO_BREACH = 10;
    private static final int BAD_JOBS_TO_WARN = 5;

    private final long calmNanos;
    private final int badToBreach;
    private final int badToWarn;
    private SloState state = SloState.OK;
    private boolean calm;
    private long calmSinceNanos;

    /**
     * Begins with OK.
     *
     * @param countsJobs whether events are jobs, of which a few may be bad by chance
     */
    Judge(long calmNanos, boolean countsJobs) {
        this.calmNanos = calmNanos;
        this.badToBreach = countsJobs ? BAD_JOBS_TO_BREACH : 1;
        this.badToWarn = countsJobs ? BAD_JOBS_TO_WARN : 1;
    }

    SloState state() {
        return state;
    }

    /** The state by what burns now; true if it is another one. */
    boolean judge(long nowNanos, Burn window, Burn lately) {
        boolean calmNow = !burns(lately);
        if (calmNow && !calm) {
            calmSinceNanos = nowNanos;
        }
        calm = calmNow;
        SloState before = state;
        SloState reached = reached(window, lately);
        if (reached.compareTo(state) > 0 || (calm && nowNanos - calmSinceNanos >= calmNanos)) {
            state = reached;
        }
        return state != before;
    }

    private static boolean burns(Burn lately) {
        return lately.rate() >= 1 - ROUNDING;
    }

    private SloState reached(Burn window, Burn lately) {
        if (window.bad() >= badToBreach && window.rate() > 1 + ROUNDING) {
            return SloState.BREACHED;
        }
        return window.bad() >= badToWarn && window.rate() >= HALF && burns(lately) ? SloState.WARNING : SloState.OK;
    }
}
