/**
 * Millrace beside its peers: {@link dev.millrace.bench.CompareMain} takes turns between them in one process,
 * {@link dev.millrace.bench.ThroughputBenchmark} has the same runs for JMH.
 *
 * <p>What is scored is completed jobs: a {@link dev.millrace.bench.Round} ends when the jobs themselves have counted all of them.
 */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
