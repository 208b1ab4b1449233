/** What happens in a pool, as events of Java Flight Recorder. The only package that knows it, and does without it where the JVM has none. */
@NullMarked
package dev.millrace.pool.runtime.jfr;

import org.jspecify.annotations.NullMarked;
