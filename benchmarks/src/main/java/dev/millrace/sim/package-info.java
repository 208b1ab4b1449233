/**
 * The controller laboratory: policies of size, driven as they are by a simulated pool with a virtual clock, over traces of arrivals and run times. {@link dev.millrace.sim.Simulation} is one run,
 * {@link dev.millrace.sim.Oracle} what it is judged by, {@link dev.millrace.sim.Score} how.
 *
 * <p>Everything is computed from the trace and its seed, with functions that give the same bits on every JVM: two runs of one trace and policy are equal.
 */
@NullMarked
package dev.millrace.sim;

import org.jspecify.annotations.NullMarked;
