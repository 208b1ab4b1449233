/**
 * Worker pools with an exact bound: {@link dev.millrace.pool.WorkerPool} and everything that its users see.
 *
 * <p>Parameters and results are never null unless marked; a null argument is a {@link NullPointerException} that names it.
 */
@NullMarked
package dev.millrace.pool;

import org.jspecify.annotations.NullMarked;
