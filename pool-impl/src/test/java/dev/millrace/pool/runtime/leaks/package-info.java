/** What must not stay: threads, heap, payloads, loaders. */
package dev.millrace.pool.runtime.leaks;
