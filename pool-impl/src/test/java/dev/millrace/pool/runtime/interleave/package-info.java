/** Threads whose order is chosen by a seed: the pool's own threads and those of a test go on one at a time, from point to point. */
package dev.millrace.pool.runtime.interleave;
