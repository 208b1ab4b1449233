package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one that changes the size: by hand or by policy, one change at a time, each applied and recorded. */
public final class Sizer {
    private final IntFunction<@Nullable Throwable> crew;
    private final DecisionLog log;
    private volatile Size size;

    /**
     * A size that is not applied yet.
     *
     * @param crew sets the number of workers; gives what kept it from doing so, or null
     */
    public Sizer(Size size, IntFunction<@Nullable Throwable> crew, DecisionLog log) {
        this.size = size;
        this.crew = crew;
        this.log = log;
    }

    /** The size as it is now. */
    public Size size() {
        return size;
    }

    /** New bounds by hand. */
    public void bounds(int min, int max) {
        change(now -> now.within(min, max), Cause.HAND, "resize(" + min + ", " + max + ")", null);
    }

    /** What the policy decided. */
    void apply(SizingDecision decision, LoadSnapshot load) {
        change(now -> now.to(decision.workers()), Cause.POLICY, decision.reason(), load);
    }

    /** Something else that was done by hand. */
    public void note(String what) {
        change(now -> now, Cause.HAND, what, null);
    }

    /** A decision that could not be had or used. */
    void note(Cause cause, String reason, LoadSnapshot load) {
        change(now -> now, cause, reason, load);
    }

    private synchronized void change(
            UnaryOperator<Size> step, Cause cause, String reason, @Nullable LoadSnapshot load) {
        Size before = size;
        Size after = step.apply(before);
        size = after;
        log.add(new SizingRecord(Instant.now(), cause, before.target(), after.target(), reason, load));
        Throwable failure = crew.apply(after.target());
        if (failure != null) {
            log.add(new SizingRecord(
                    Instant.now(),
                    Cause.FAILED,
                    after.target(),
                    after.target(),
                    "a worker could not be started: " + failure,
                    load));
        }
    }
}
