/** Scopes of jobs, and races of which the first success wins. */
@NullMarked
package dev.millrace.pool.runtime.group;

import org.jspecify.annotations.NullMarked;
