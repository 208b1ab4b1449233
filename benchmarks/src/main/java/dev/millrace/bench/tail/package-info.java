/** S5: rare long jobs among short ones, beside the best that could have been done with the same arrivals and run times. */
@NullMarked
package dev.millrace.bench.tail;

import org.jspecify.annotations.NullMarked;
