/** The composition root: builds a pool out of the parts below and is the {@code WorkerPool} that users hold. */
@NullMarked
package dev.millrace.pool.runtime;

import org.jspecify.annotations.NullMarked;
