package dev.millrace.pool.runtime.control;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.runtime.explain.Names;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy that decides beside the pool's own, on what that has seen, and does not act. It is asked when the controller looks: each time, unless its period is longer than that of the pool's policy; then at the first look at which it has
 * passed, and what it is shown is the load of all the time since it was asked last. Where the pool's policy leaves the size alone, the controller looks as often as the shadow wants.
 *
 * <p>It is set and read by any thread, under the monitor, which is never held while the policy is asked. The rest is the controller's.
 */
public final class Shadow {
    private final DecisionLog log = new DecisionLog();
    /** Written under the monitor; read by the controller, and by workers that found work. */
    private volatile @Nullable Rule rule;
    /** How often it has decided. Guarded by the monitor. */
    private long decisions;
    /** How often its size was not the one that the pool then had. Guarded by the monitor. */
    private long differed;

    /** The controller's: the policy that its memory is of. */
    private @Nullable Rule followed;
    /** The controller's: the load since the policy was asked last. */
    private @Nullable LoadSnapshot unasked;
    /** The controller's. */
    private final List<LoadSnapshot> earlier = new ArrayList<>();

    /**
     * The first shadow.
     *
     * @param policy null for none
     */
    public Shadow(@Nullable SizingPolicy policy) {
        rule = policy == null ? null : Rule.of(policy);
    }

    /** Another one, or none. The same again is noted and goes on; one that is new begins with an empty log, and none leaves the log of the last. All that is the policy's own and may fail comes first. */
    synchronized void change(@Nullable SizingPolicy to, int size) {
        Rule from = rule;
        Rule next = to == null ? null : Rule.of(to);
        String what = "shadow(" + named(next) + "), was " + named(from);
        if (!Objects.equals(next, from)) {
            rule = next;
            if (next != null) {
                log.clear();
                decisions = 0;
                differed = 0;
            }
        }
        log.add(new SizingRecord(Instant.now(), Cause.HAND, size, size, what, null));
    }

    private static String named(@Nullable Rule rule) {
        return rule == null ? "none" : rule.policy().toString();
    }

    /** The one that is set, if any. */
    @Nullable Rule rule() {
        return rule;
    }

    /** Whether there is anything to ask it. */
    boolean decides() {
        Rule now = rule;
        return now != null && now.decides();
    }

    /** What is known of the one that is set. */
    public synchronized Report report() {
        Rule now = rule;
        return new Report(now == null ? null : now.policy(), log.records(), decisions, differed);
    }

    // ---- by the controller

    /** Nobody has looked for a while: what was seen before counts for nothing. */
    void begin() {
        earlier.clear();
        unasked = null;
    }

    /** A look came too late to be trusted. */
    void late(String reason, LoadSnapshot load) {
        begin();
        Rule asked = follow();
        if (asked != null) {
            record(asked, Cause.LATE, load.workers(), reason, load, load.workers());
        }
    }

    /**
     * A look, after the pool's policy has decided.
     *
     * @param size what the pool has now
     */
    void look(LoadSnapshot load, int size) {
        Rule asked = follow();
        if (asked == null) {
            return;
        }
        LoadSnapshot seen = unasked == null ? load : LoadMeter.joined(unasked, load);
        if (seen.elapsedNanos() < asked.periodNanos()) {
            unasked = seen;
            return;
        }
        unasked = null;
        try {
            SizingDecision decision = asked.policy().decide(seen, Collections.unmodifiableList(earlier));
            int wanted = new Size(seen.minWorkers(), size, seen.maxWorkers())
                    .to(decision.workers())
                    .target();
            remember(asked, seen);
            record(asked, Cause.POLICY, wanted, decision.reason(), seen, size);
        } catch (Throwable failure) {
            record(asked, Cause.FAILED, seen.workers(), "the policy failed: " + Names.ofFailure(failure), seen, size);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private @Nullable Rule follow() {
        Rule now = rule;
        if (now != followed) {
            begin();
        }
        followed = now;
        return now;
    }

    private void remember(Rule asked, LoadSnapshot seen) {
        earlier.add(0, seen);
        while (earlier.size() > asked.policy().memory()) {
            earlier.remove(earlier.size() - 1);
        }
    }

    /** Unless another one was set meanwhile, whose log this is now. */
    @SuppressWarnings("ReferenceEquality")
    private synchronized void record(Rule asked, Cause cause, int wanted, String reason, LoadSnapshot seen, int size) {
        if (asked != rule) {
            return;
        }
        log.add(new SizingRecord(Instant.now(), cause, seen.workers(), wanted, reason, seen));
        if (cause == Cause.POLICY) {
            decisions++;
            differed += wanted == size ? 0 : 1;
        }
    }

    /**
     * What is known of a shadow.
     *
     * @param policy the policy, or null if there is none
     * @param records its last decisions, or those of the one before if there is none; oldest first
     * @param decisions how often it has decided
     * @param differed how often it wanted another size than the pool had after the decision of its own policy
     */
    public record Report(@Nullable SizingPolicy policy, List<SizingRecord> records, long decisions, long differed) {}
}
