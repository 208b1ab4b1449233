/** The command line: one class a command, wired together in {@link dev.millrace.cli.Millrace}. */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
