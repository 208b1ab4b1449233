/** The command {@code compare}, and the same pools under JMH. */
@NullMarked
package dev.millrace.bench.compare;

import org.jspecify.annotations.NullMarked;
