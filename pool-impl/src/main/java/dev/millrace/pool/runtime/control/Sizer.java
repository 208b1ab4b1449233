package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.runtime.explain.Names;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The one that changes the size: by hand or by policy, one change at a time, each applied and recorded. */
public final class Sizer {
    private final Function<Size, Supplier<@Nullable Throwable>> crew;
    private final DecisionLog log;
    private volatile Size size;

    /**
     * A size that is not applied yet.
     *
     * @param crew notes a size, and gives what then hires or retires: that gives what kept it from doing so, or null. The first is called for one change at a time, the second may take long, and other changes may come meanwhile
     */
    public Sizer(Size size, Function<Size, Supplier<@Nullable Throwable>> crew, DecisionLog log) {
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
        note(Cause.HAND, what, null);
    }

    /** A decision that could not be had or used. */
    synchronized void note(Cause cause, String reason, @Nullable LoadSnapshot load) {
        int target = size.target();
        log.add(new SizingRecord(Instant.now(), cause, target, target, reason, load));
    }

    private void change(UnaryOperator<Size> step, Cause cause, String reason, @Nullable LoadSnapshot load) {
        Throwable failure = decide(step, cause, reason, load).get(); // calls the user's factory: no lock is held
        if (failure != null) {
            note(Cause.FAILED, "a worker could not be started: " + Names.ofFailure(failure), load);
        }
    }

    private synchronized Supplier<@Nullable Throwable> decide(
            UnaryOperator<Size> step, Cause cause, String reason, @Nullable LoadSnapshot load) {
        Size before = size;
        Size after = step.apply(before);
        size = after;
        log.add(new SizingRecord(Instant.now(), cause, before.target(), after.target(), reason, load));
        return crew.apply(after);
    }
}
