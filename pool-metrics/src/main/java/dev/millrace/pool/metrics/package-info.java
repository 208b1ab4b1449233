/**
 * Latency reports with HdrHistogram and meters for Micrometer.
 *
 * <p>With this module beside the pool, each pool whose {@link dev.millrace.pool.WorkerPoolBuilder#latency latency} is
 * not off records what its jobs waited and ran. {@link dev.millrace.pool.metrics.LatencyReport} shows the pool's life
 * so far, {@link dev.millrace.pool.metrics.LatencyIntervals} and {@link dev.millrace.pool.metrics.LatencyLog} the time
 * since the last look, {@link dev.millrace.pool.metrics.PoolMeters} publishes counters, gauges and times.
 *
 * <p>Words: <em>wait</em> is submit to start, <em>run</em> start to end, <em>total</em> submit to end. All values are
 * nanoseconds until they are printed.
 */
@NullMarked
package dev.millrace.pool.metrics;

import org.jspecify.annotations.NullMarked;
