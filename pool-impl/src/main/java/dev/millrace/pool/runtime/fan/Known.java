package dev.millrace.pool.runtime.fan;

/**
 * What is known of a mapping at a moment.
 *
 * @param cells an outcome for each input
 * @param laps of those that were run
 */
record Known(Cells cells, Laps laps) {}
