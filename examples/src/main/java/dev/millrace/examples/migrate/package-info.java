/**
 * The example {@code migrate-a-loop}: the way from a loop to a pool. Read the steps in their order, from {@link dev.millrace.examples.migrate.TheLoop} to {@link dev.millrace.examples.migrate.CanaryAndTuning}; the guide is
 * {@code docs/migrating.md}.
 */
@NullMarked
package dev.millrace.examples.migrate;

import org.jspecify.annotations.NullMarked;
