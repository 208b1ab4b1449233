/** The example {@code hello}: one input to some workers, results as they are ready. Read {@link dev.millrace.examples.hello.Hello} first. */
@NullMarked
package dev.millrace.examples.hello;

import org.jspecify.annotations.NullMarked;
