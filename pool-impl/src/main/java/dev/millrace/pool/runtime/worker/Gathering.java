package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.runtime.handle.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Claims several jobs for one worker before they are run, so that its {@link Life} can look at them together. Each of them is begun, run, counted and recorded as if it were alone; what is gathered is the worker's share of the
 * backlog, so it is one job while the queue is shallow. Confined to the worker's thread.
 *
 * <p>A task in the hand is begun but not on top of its thread: an interrupt that is meant for it alone is not given.
 */
final class Gathering {
    private final Surroundings pool;
    private final Worker worker;
    private final JobRunner runner;
    private final Life life;
    private final List<Object> hand = new ArrayList<>();

    Gathering(Surroundings pool, Worker worker, JobRunner runner, Life life) {
        this.pool = pool;
        this.worker = worker;
        this.runner = runner;
        this.life = life;
    }

    /** Runs a job that was claimed, and others with it. Throws only what must end the thread, and only when all of them have run. */
    void run(Object claimed, boolean called) {
        Object other = gather(claimed);
        Throwable death = hand.isEmpty() ? null : runHand();
        if (other != null) {
            worker.self().clearInterrupt();
            death = first(death, () -> worker.runClaimed(other, called));
        }
        if (death instanceof Error error) {
            throw error;
        } else if (death != null) {
            throw new IllegalStateException(death);
        }
    }

    /** Fills the hand; gives a job that was claimed and does not belong there, or null. */
    private @Nullable Object gather(Object claimed) {
        Object next = claimed;
        int most = 1;
        while (next != null && life.knows(next)) {
            if (begins(next)) {
                hand.add(next);
                pool.line().roomMade();
            }
            most = most == 1 ? share() : most;
            next = hand.size() < most ? worker.claimNext() : null;
        }
        return next;
    }

    /** One, and what of the backlog is this worker's. */
    private int share() {
        int workers = Math.max(1, pool.seats().taken().length);
        return Math.min(life.most(), 1 + pool.admission().depth() / workers);
    }

    private boolean begins(Object job) {
        if (!(job instanceof Task<?> task)) {
            return true;
        }
        if (task.begin(worker.self())) {
            worker.settle();
            return true;
        }
        runner.cleanUp();
        return false;
    }

    /** Its life has looked at the quarantine for those without a handle; the others are refused where they are run. */
    private @Nullable Throwable runHand() {
        runner.begunAt(System.nanoTime());
        try {
            Throwable death = first(null, () -> life.together(hand));
            for (Object element : hand) {
                death = first(death, () -> runner.runAny(element, false));
            }
            return death;
        } finally {
            hand.clear();
            runner.begunAt(0);
        }
    }

    private static @Nullable Throwable first(@Nullable Throwable before, Runnable step) {
        try {
            step.run();
            return before;
        } catch (Throwable death) {
            return before == null ? death : before;
        }
    }
}
