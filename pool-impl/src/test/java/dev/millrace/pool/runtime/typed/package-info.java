/** Tests of pools of handlers. */
package dev.millrace.pool.runtime.typed;
