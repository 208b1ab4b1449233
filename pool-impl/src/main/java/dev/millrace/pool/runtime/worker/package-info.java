/** The workers: their loop, how a job is run and isolated, and how workers come and go. */
@NullMarked
package dev.millrace.pool.runtime.worker;

import org.jspecify.annotations.NullMarked;
