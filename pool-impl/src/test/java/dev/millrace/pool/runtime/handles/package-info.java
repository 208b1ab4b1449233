/** Jobs with handles from end to end: what becomes of them, budgets, waiting inside the pool, context. */
package dev.millrace.pool.runtime.handles;
