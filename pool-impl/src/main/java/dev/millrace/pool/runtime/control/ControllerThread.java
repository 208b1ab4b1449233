package dev.millrace.pool.runtime.control;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.runtime.worker.ArmedThread;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import org.jspecify.annotations.Nullable;

/** When the controller looks: while the pool works or could shrink, on a thread that is armed by the first job, or a resize under load ({@link ArmedThread}). */
public final class ControllerThread implements Runnable {
    /** Changed by hand, under the monitor; read by the thread before each period, and by workers. */
    private volatile Rule rule;

    private final Shadow shadow;
    private final Sizer sizer;
    private final Controller controller;
    private final Gauges gauges;
    private final ArmedThread thread;
    /** The thread's: the rule by whose period it looks. */
    private Rule followed;

    /** A controller that has no thread yet. */
    public ControllerThread(
            SizingPolicy policy, Shadow shadow, Sizer sizer, Gauges gauges, Threads threads, Failures failures) {
        this.rule = Rule.of(policy);
        this.shadow = shadow;
        this.followed = rule;
        this.sizer = sizer;
        this.controller = new Controller(rule, shadow, sizer, gauges);
        this.gauges = gauges;
        this.thread = new ArmedThread("the controller", () -> threads.own(this, "controller"), failures);
    }

    /** The policy that decides. */
    public SizingPolicy policy() {
        return rule.policy();
    }

    /**
     * Another policy decides, from the next look on; a period that has begun is cut short. The same policy again changes nothing: else somebody who sets it more often than it looks would keep it from looking. All that is the
     * policy's own and may fail comes first.
     */
    public synchronized void change(SizingPolicy to) {
        Rule from = rule;
        Rule next = Rule.of(to);
        String what = "sizing(" + to + "), was " + from.policy();
        if (!next.equals(from)) {
            rule = next;
        }
        sizer.note(what);
        thread.wake();
    }

    /** The policy that decides without acting. */
    public Shadow shadow() {
        return shadow;
    }

    /** Another shadow, or none; a period of the policy that acts goes on, and so does its memory. */
    public synchronized void changeShadow(@Nullable SizingPolicy to) {
        shadow.change(to, sizer.size().target());
        thread.wake();
    }

    /** A worker has found work. */
    public void arm() {
        if (thread.canBeArmed()
                && (rule.decides() || shadow.decides())
                && sizer.size().canChange()) {
            thread.arm();
        }
    }

    /** Ends the thread; the pool keeps its size. */
    public void stop() {
        thread.stop();
    }

    /** Its thread, once there is one. */
    public @Nullable Thread thread() {
        return thread.thread();
    }

    @Override
    public void run() {
        while (!thread.isStopped()) {
            follow();
            if (followed.decides()) {
                controller.begin(System.nanoTime());
                do {
                    thread.pauseWhile(this::followsOn, followed.periodNanos());
                } while (followsOn() && (controller.tick(System.nanoTime()) || !thread.disarmed(this::atRest)));
            }
            thread.restWhile(() -> followsOn() && !(thread.isArmed() && followed.decides()));
        }
    }

    private void follow() {
        Rule now = rule;
        followed = pace(now);
        controller.follow(now, followed);
    }

    /** The rule that says when to look: the shadow's, where the pool's own never wants to. */
    private Rule pace(Rule now) {
        Rule beside = shadow.rule();
        return now.decides() || beside == null ? now : beside;
    }

    /** Whether the thread goes on by the rule that it follows. */
    @SuppressWarnings("ReferenceEquality")
    private boolean followsOn() {
        return !thread.isStopped() && followed == pace(rule);
    }

    private boolean atRest() {
        return gauges.depth() == 0 && gauges.busy() == 0;
    }
}
