package dev.millrace.bench.match;

import java.util.Map;

/**
 * What a round gave.
 *
 * @param jobs how many were verified to have ended
 * @param scores by the names of metrics
 */
public record Reading(long jobs, Map<String, Double> scores) {}
