package dev.millrace.cli.load;

/**
 * All that a run says at its end.
 *
 * @param header what was run, on what and where
 * @param measured the figures of the measured part
 * @param verdict the accounting of the whole run, warm-up included
 * @param explanation the pool's own account, taken before its end
 */
record Outcome(Header header, Measured measured, Verdict verdict, String explanation) {}
