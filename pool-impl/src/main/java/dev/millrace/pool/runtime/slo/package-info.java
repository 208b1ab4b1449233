/** Objectives: what is counted for them, over which windows, how they stand, and what is refused while they are breached. Knows no clock. */
@NullMarked
package dev.millrace.pool.runtime.slo;

import org.jspecify.annotations.NullMarked;
