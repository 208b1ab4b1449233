package dev.millrace.sim;

import java.util.List;

/**
 * One trace with several policies.
 *
 * @param trace the trace
 * @param runs the runs, the oracle's first
 * @param scores their scores, in the same order
 */
public record Trial(Trace trace, List<Run> runs, List<Score> scores) {}
