/**
 * Millrace beside its peers and its limits: {@code bench.peer} has the pools, {@code bench.limit} what none of them can beat,
 * {@code bench.scenario} what they are asked to do, {@code bench.match} takes turns between them, {@code bench.table} tells what came
 * of it, and {@code bench.compare} is the command.
 *
 * <p>What is scored is completed jobs: a {@link dev.millrace.bench.Round} ends when the jobs themselves have counted all of them,
 * and what they add up to says that it was those.
 */
@NullMarked
package dev.millrace.bench;

import org.jspecify.annotations.NullMarked;
