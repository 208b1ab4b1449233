package dev.millrace.pool;

/**
 * What one worker took from another since the pool was built.
 *
 * @param thief number of the worker that took
 * @param victim number of the worker that had it
 * @param steals how often
 * @param elements how many jobs or elements
 */
public record StealCount(int thief, int victim, long steals, long elements) {}
