package dev.millrace.bench.open;

import dev.millrace.bench.Completions;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A job that tells how late it ended. It is sent again and again, each time after its last end: nothing is allocated for it. */
abstract class DueJob implements Runnable {
    private static final VarHandle DUE;

    static {
        try {
            DUE = MethodHandles.lookup().findVarHandle(DueJob.class, "due", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Latenesses latenesses;
    private final Completions completions;
    private final long token;
    /** Set by the generator before it submits, which publishes it; zeroed by the job, which gives it back. Zero: not sent. */
    @SuppressWarnings("unused") // through DUE
    private long due;

    private DueJob(Latenesses latenesses, Completions completions, long token) {
        this.latenesses = latenesses;
        this.completions = completions;
        this.token = token;
    }

    /** Four classes take turns. */
    static DueJob of(int number, Latenesses latenesses, Completions completions) {
        long token = number + 1L;
        return switch (number % 4) {
            case 0 -> new DueJob(latenesses, completions, token) {};
            case 1 -> new DueJob(latenesses, completions, token) {};
            case 2 -> new DueJob(latenesses, completions, token) {};
            default -> new DueJob(latenesses, completions, token) {};
        };
    }

    /** Whether it may be sent. */
    boolean isBack() {
        return (long) DUE.getAcquire(this) == 0;
    }

    /** Called by the generator when it is back. */
    void dueAt(long nanos) {
        DUE.setOpaque(this, nanos);
    }

    /** One that runs twice has no due time the second time, and counts nonetheless. */
    @Override
    public void run() {
        long mine = (long) DUE.getOpaque(this);
        if (mine != 0) {
            latenesses.record(System.nanoTime() - mine);
        }
        DUE.setRelease(this, 0L);
        completions.count(token);
    }
}
