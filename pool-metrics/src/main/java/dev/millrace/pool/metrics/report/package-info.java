/**
 * Reports of whole runs: what was run where, its latency, its timeline; as text, for HdrHistogram's tools, as JSON, as a
 * picture and as one page; written, read again, and compared. {@link dev.millrace.pool.metrics.report.PoolTimeline} watches a
 * pool, {@link dev.millrace.pool.metrics.report.RunReport} is what comes out.
 *
 * <p>Nothing here touches a job: all of it asks the pool from outside.
 */
@NullMarked
package dev.millrace.pool.metrics.report;

import org.jspecify.annotations.NullMarked;
