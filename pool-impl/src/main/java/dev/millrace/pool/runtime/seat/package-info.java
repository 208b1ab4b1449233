/** A worker's place: what belongs to it and what others may reach of it. */
@NullMarked
package dev.millrace.pool.runtime.seat;

import org.jspecify.annotations.NullMarked;
