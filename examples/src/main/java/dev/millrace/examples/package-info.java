/** The command {@code example}: small real programs on Millrace, one package each. */
@NullMarked
package dev.millrace.examples;

import org.jspecify.annotations.NullMarked;
