/**
 * The example {@code first}: {@link dev.millrace.examples.first.FirstCommand} is the program to read; {@link dev.millrace.examples.first.Mirrors} serves the file that it downloads, and sees what becomes of each connection.
 */
@NullMarked
package dev.millrace.examples.first;

import org.jspecify.annotations.NullMarked;
