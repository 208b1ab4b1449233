/** S4: jobs that come when they come, whether the pool keeps up or not, timed from when they were due. */
@NullMarked
package dev.millrace.bench.open;

import org.jspecify.annotations.NullMarked;
