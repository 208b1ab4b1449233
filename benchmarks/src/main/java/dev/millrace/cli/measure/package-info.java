/** {@code millrace measure}: small programs, each for one figure of cost. */
@NullMarked
package dev.millrace.cli.measure;

import org.jspecify.annotations.NullMarked;
