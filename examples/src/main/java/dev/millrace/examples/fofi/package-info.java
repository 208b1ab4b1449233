/** The example {@code fofi}: many producers into one consumer. Read {@link dev.millrace.examples.fofi.Fofi} first. */
@NullMarked
package dev.millrace.examples.fofi;

import org.jspecify.annotations.NullMarked;
