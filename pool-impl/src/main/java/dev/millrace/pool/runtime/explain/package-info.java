/** The pool in words, written from the same data that users get: so text and data cannot disagree. Knows the contract, and no part of the pool. */
@NullMarked
package dev.millrace.pool.runtime.explain;

import org.jspecify.annotations.NullMarked;
