/** Races that are run so often that what happens once in ten thousand times happens. */
package dev.millrace.pool.runtime.races;
