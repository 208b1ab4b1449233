package dev.millrace.pool.runtime.control;

import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * When the controller looks. Its thread is made by the first job (or a resize under load), sleeps for good while the pool is idle at its least size, and is armed again by the next job: an idle pool costs no
 * wake-up.
 *
 * <p>{@code armed} is set by workers that found work (volatile) and cleared by the thread after a look that found nothing to do, followed by one more look at the load: work that was taken
 * before the clearing is seen by that look, work taken after it arms again.
 */
public final class ControllerThread implements Runnable {
    /** Changed by hand, under the monitor; read by the thread before each period, and by workers. */
    private volatile Rule rule;

    private final Shadow shadow;
    private final Sizer sizer;
    private final Controller controller;
    private final Gauges gauges;
    private final Threads threads;
    private final Failures failures;
    /** The thread's: the rule by whose period it looks. */
    private Rule followed;

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean armed;
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /** A controller that has no thread yet. */
    public ControllerThread(
            SizingPolicy policy, Shadow shadow, Sizer sizer, Gauges gauges, Threads threads, Failures failures) {
        this.rule = Rule.of(policy);
        this.shadow = shadow;
        this.followed = rule;
        this.sizer = sizer;
        this.controller = new Controller(rule, shadow, sizer, gauges);
        this.gauges = gauges;
        this.threads = threads;
        this.failures = failures;
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
        LockSupport.unpark(thread);
    }

    /** The policy that decides without acting. */
    public Shadow shadow() {
        return shadow;
    }

    /** Another shadow, or none; a period of the policy that acts goes on, and so does its memory. */
    public synchronized void changeShadow(@Nullable SizingPolicy to) {
        shadow.change(to, sizer.size().target());
        LockSupport.unpark(thread);
    }

    /** A worker has found work. */
    public void arm() {
        if (!armed
                && !stopped
                && (rule.decides() || shadow.decides())
                && sizer.size().canChange()) {
            armed = true;
            if (started.compareAndSet(false, true)) {
                start();
            } else {
                LockSupport.unpark(thread);
            }
        }
    }

    /** Without its thread the pool keeps its size; the failure is told, and no other attempt is made. */
    private void start() {
        try {
            Thread made = threads.make(this, "controller");
            thread = made;
            made.start();
        } catch (Throwable failure) {
            failures.ofPart("starting the controller", failure);
        }
    }

    /** Ends the thread. */
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Its thread, once there is one. */
    public @Nullable Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        while (!stopped) {
            follow();
            if (followed.decides()) {
                controller.begin(System.nanoTime());
                do {
                    pause();
                } while (followsOn() && (controller.tick(System.nanoTime()) || !disarmed()));
            }
            rest();
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
        return !stopped && followed == pace(rule);
    }

    private boolean disarmed() {
        armed = false;
        boolean quiet = gauges.depth() == 0 && gauges.busy() == 0;
        if (!quiet) {
            armed = true;
        }
        return quiet;
    }

    private void rest() {
        while (followsOn() && !(armed && followed.decides())) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    private void pause() {
        long start = System.nanoTime();
        for (long left = followed.periodNanos();
                left > 0 && followsOn();
                left = followed.periodNanos() - (System.nanoTime() - start)) {
            LockSupport.parkNanos(this, left);
            Thread.interrupted();
        }
    }
}
