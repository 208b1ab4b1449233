package dev.millrace.cli.soak;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What each job of one pool was to do and did, apart from all that the pool counts: three bytes a job. Thread-safe; exact once the pool has ended and its submitters are through. It is sealed then: whoever still runs a job of it is
 * a stray, and found.
 */
final class Ledger {
    private static final VarHandle BYTE = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final byte ONE = 1;

    private final byte[] runs;
    private final byte[] backs;
    private final byte[] fates;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();
    private volatile boolean sealed;

    Ledger(int jobs) {
        runs = new byte[jobs];
        backs = new byte[jobs];
        fates = new byte[jobs];
    }

    /** Numbers for new jobs: the first of them, or -1 if there are not so many left. */
    int take(int count) {
        int first = next.get();
        while (first + count <= runs.length) {
            if (next.compareAndSet(first, first + count)) {
                return first;
            }
            first = next.get();
        }
        return -1;
    }

    /** How many numbers were given. */
    int taken() {
        return next.get();
    }

    /** A job runs. */
    void ran(int job) {
        BYTE.getAndAdd(runs, job, ONE);
        if (sealed) {
            strays.incrementAndGet();
        }
    }

    /** A job was handed back. */
    void back(int job) {
        BYTE.getAndAdd(backs, job, ONE);
    }

    /** What a job's submitter was told. */
    void fate(int job, Fate fate) {
        BYTE.setRelease(fates, job, fate.code());
    }

    Fate fate(int job) {
        return Fate.of((byte) BYTE.getAcquire(fates, job));
    }

    int runs(int job) {
        return (byte) BYTE.getVolatile(runs, job);
    }

    int backs(int job) {
        return (byte) BYTE.getVolatile(backs, job);
    }

    /** From now on no job of it may run. */
    void seal() {
        sealed = true;
    }

    /** Runs that came after the seal. */
    int strays() {
        return strays.get();
    }
}
