/** The command {@code simulate}: policies of size over simulated traces. */
@NullMarked
package dev.millrace.cli.simulate;

import org.jspecify.annotations.NullMarked;
