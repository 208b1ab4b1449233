/**
 * {@code millrace cost}: what a job, a worker and a queued job cost on this machine, and how many workers a rate, a service time and a goal ask for.
 *
 * <p>Measured: {@link dev.millrace.cli.cost.Stream}, {@link dev.millrace.cli.cost.Steals}, {@link dev.millrace.cli.cost.Wakes}, {@link dev.millrace.cli.cost.Memory}. Computed: {@link dev.millrace.cli.cost.Erlang}, {@link
 * dev.millrace.cli.cost.Queue}. Checked: {@link dev.millrace.cli.cost.Simulation}, {@link dev.millrace.cli.cost.PoolCheck}.
 */
@NullMarked
package dev.millrace.cli.cost;

import org.jspecify.annotations.NullMarked;
