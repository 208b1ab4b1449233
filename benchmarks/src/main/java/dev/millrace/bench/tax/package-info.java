/** {@code millrace tax}: what it costs a pool to be watched, and its jobs to carry a context: the same load with more and more of it, in turns. */
@NullMarked
package dev.millrace.bench.tax;

import org.jspecify.annotations.NullMarked;
