package dev.millrace.pool.runtime.slo;

/**
 * How fast an error budget goes. The budget is the share of events that may be bad; a rate of 1 uses it up exactly, 2 in half of the time.
 *
 * @param bad bad events
 * @param all good and bad ones
 * @param budget the share of them that may be bad
 */
record Burn(long bad, long all, double budget) {

    double rate() {
        return all == 0 ? 0 : bad / (all * budget);
    }

    /** The share of good ones; 1 if there was none. */
    double good() {
        return all == 0 ? 1 : (double) (all - bad) / all;
    }
}
