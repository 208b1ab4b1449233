/** The exact bound: who may come in, and who waits for room. */
@NullMarked
package dev.millrace.pool.runtime.admission;

import org.jspecify.annotations.NullMarked;
