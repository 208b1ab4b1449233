/** Deliberate breakages of the pool, and the tests that must see them: {@code mutants/run}. */
package dev.millrace.pool.runtime.mutants;
