/** The example {@code bounded}: a parallel map with a bound. Read {@link dev.millrace.examples.bounded.Bounded} first. */
@NullMarked
package dev.millrace.examples.bounded;

import org.jspecify.annotations.NullMarked;
