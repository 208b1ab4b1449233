/** The pool as an ExecutorService: that it keeps the contract is asked by the tests of {@code contract}, to which it is given here in every way of dispatch; these tests ask what it does otherwise on purpose, and what it adds. */
package dev.millrace.pool.runtime.view;
