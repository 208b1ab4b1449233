/** Taking work from a neighbour. */
@NullMarked
package dev.millrace.pool.runtime.steal;

import org.jspecify.annotations.NullMarked;
