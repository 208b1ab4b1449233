/** The pool's own scheduling points: where a test can look, hold a thread, let another go first, or fail. They cost nothing while nobody asked for them. */
@NullMarked
package dev.millrace.pool.runtime.probe;

import org.jspecify.annotations.NullMarked;
