/** The promises of the pool, one class an invariant, tested by structure: latches, seeds and small sizes, not by the clock. */
package dev.millrace.pool.runtime.invariants;
