package dev.millrace.pool;

/**
 * How many jobs of a key wait.
 *
 * @param key the key
 * @param waiting its jobs that are accepted and have not started
 * @param shareOfDepth their part of all such jobs of the pool, 0 to 1
 */
public record KeyLoad(Object key, int waiting, double shareOfDepth) {}
