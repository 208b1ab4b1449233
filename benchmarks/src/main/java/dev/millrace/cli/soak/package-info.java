/**
 * The command {@code soak}: many pools, one after the other, of every make and under every kind of job, with faults and resizes, each closed in another way. {@link dev.millrace.cli.soak.Traits} draws what a pool is like, {@link
 * dev.millrace.cli.soak.Life} is one from its build to its audit, {@link dev.millrace.cli.soak.Ledger} knows apart from the pool what each job was to do and did, {@link dev.millrace.cli.soak.Findings} what was wrong.
 */
@NullMarked
package dev.millrace.cli.soak;

import org.jspecify.annotations.NullMarked;
