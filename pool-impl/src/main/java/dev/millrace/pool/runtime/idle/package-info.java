/** Who searches, who sleeps, who is woken ({@link dev.millrace.pool.runtime.idle.Idle}), apart from how one thread sleeps. */
@NullMarked
package dev.millrace.pool.runtime.idle;

import org.jspecify.annotations.NullMarked;
