/** A worker's SPSC queue and the claims that keep it single-producer and single-consumer. */
@NullMarked
package dev.millrace.pool.runtime.lane;

import org.jspecify.annotations.NullMarked;
