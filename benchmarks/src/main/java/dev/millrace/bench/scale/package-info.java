/** The command {@code scale}: how the cost of a job and the memory of a pool grow with what there is more of. */
@NullMarked
package dev.millrace.bench.scale;

import org.jspecify.annotations.NullMarked;
