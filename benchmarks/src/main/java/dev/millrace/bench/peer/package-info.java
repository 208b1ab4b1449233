/** Millrace and the pools that it is compared with, each as {@link dev.millrace.bench.Contender}. */
@NullMarked
package dev.millrace.bench.peer;

import org.jspecify.annotations.NullMarked;
