package dev.millrace.pool.runtime.fan;

/**
 * Where and how long inputs ran that were begun together: each counts as if it had taken the mean.
 *
 * @param worker name of the thread
 * @param waitedNanos from the call to the begin
 * @param ranNanos of one
 */
record Times(String worker, long waitedNanos, long ranNanos) {}
