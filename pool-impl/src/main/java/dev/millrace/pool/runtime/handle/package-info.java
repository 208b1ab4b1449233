/** Jobs with handles: who wins them, what became of them, who waits for whom. */
@NullMarked
package dev.millrace.pool.runtime.handle;

import org.jspecify.annotations.NullMarked;
