/** Pools whose jobs are objects of one class, and whose workers each have a handler for them: how handlers are opened, renewed and closed, and what becomes of jobs that kill them. */
@NullMarked
package dev.millrace.pool.runtime.typed;

import org.jspecify.annotations.NullMarked;
