package dev.millrace.cli.load;

import dev.millrace.tool.Format;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Counts how often each job ran, apart from all that the pool counts: one byte a job. Thread-safe. */
final class Ledger {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final byte ONE = 1;

    private final byte[] counts;

    private Ledger(byte[] counts) {
        this.counts = counts;
    }

    /**
     * A ledger for jobs from 0.
     *
     * @throws InputException if the heap is too small for it
     */
    static Ledger of(int jobs) {
        long heap = Runtime.getRuntime().maxMemory();
        if (jobs > heap / 2) {
            throw new InputException(Format.text(
                    "--rate x (--seconds + --warmup) = %,d jobs take a byte of heap each, and half the heap is %,d bytes: set"
                            + " MILLRACE_JAVA_OPTS to a larger -Xmx",
                    jobs, heap / 2));
        }
        return new Ledger(new byte[jobs]);
    }

    /** Signed by the job, once if all is well. Returns how often it had signed before. */
    int sign(int job) {
        return (byte) COUNT.getAndAdd(counts, job, ONE);
    }

    /** Compares the signatures with what was accepted, which are the jobs from 0; exact once nothing runs any more. */
    Audit audit(int accepted) {
        long lost = 0;
        long duplicated = 0;
        long strays = 0;
        for (int job = 0; job < counts.length; job++) {
            int count = Byte.toUnsignedInt(counts[job]);
            if (job >= accepted) {
                strays += count;
            } else if (count == 0) {
                lost++;
            } else if (count > 1) {
                duplicated++;
            }
        }
        return new Audit(lost, duplicated, strays);
    }

    /**
     * What the ledger found.
     *
     * @param lost accepted jobs that never signed
     * @param duplicated accepted jobs that signed more than once
     * @param strays signatures of jobs that were never accepted
     */
    record Audit(long lost, long duplicated, long strays) {
        boolean clean() {
            return lost == 0 && duplicated == 0 && strays == 0;
        }
    }
}
