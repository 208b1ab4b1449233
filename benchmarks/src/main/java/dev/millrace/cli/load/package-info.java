/**
 * {@code millrace load}: an open-loop run on real input that proves every job ran once.
 *
 * <p>{@link dev.millrace.cli.load.Generator} sends {@link dev.millrace.cli.load.ChecksumJob}s on a
 * {@link dev.millrace.cli.load.Schedule}; each job checksums one of the {@link dev.millrace.cli.load.Records}, signs the
 * {@link dev.millrace.cli.load.Ledger} and notes its latency in its thread's {@link dev.millrace.cli.load.Tally}.
 * {@link dev.millrace.cli.load.LoadRun} puts these together and ends in an {@link dev.millrace.cli.load.Outcome}.
 */
@NullMarked
package dev.millrace.cli.load;

import org.jspecify.annotations.NullMarked;
