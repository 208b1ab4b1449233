/** Counters of one worker, written by it alone. */
@NullMarked
package dev.millrace.pool.runtime.stats;

import org.jspecify.annotations.NullMarked;
