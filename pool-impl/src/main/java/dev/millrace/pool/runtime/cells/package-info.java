/** Memory cells that share no cache line with anything else. */
@NullMarked
package dev.millrace.pool.runtime.cells;

import org.jspecify.annotations.NullMarked;
