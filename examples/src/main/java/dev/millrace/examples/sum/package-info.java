/** The example {@code sum}: typed jobs and a handler for each worker. Read {@link dev.millrace.examples.sum.Sum} first. */
@NullMarked
package dev.millrace.examples.sum;

import org.jspecify.annotations.NullMarked;
