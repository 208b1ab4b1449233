package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.runtime.handle.Rest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for the results of a course. A worker of the same pool runs turns of the course in place meanwhile, for it may be the only one that could; a turn goes back as soon as there is a result. Where jobs wait for their consumer themselves, it runs
 * one only if none of them runs and nobody else could begin one: for that one must not wait for it.
 */
final class Consumer {
    private final Course course;
    private final Rest rest = new Rest();
    /** The thread that runs a turn in place: the consumer's, or the one that opens the course, while the pool's policy runs the first turn on it. */
    private volatile @Nullable Thread helper;
    /** Whether the turn in place has done something. Touched by the helper alone. */
    private boolean helped;
    /** Whether the waiting worker has found a turn that it may run. Touched by it alone. */
    private boolean mayHelp;
    /** Whether a worker waits, and looks whether there is a turn for it. Written by it before it looks, read after there is one. */
    private volatile boolean workerWaits;

    Consumer(Course course) {
        this.course = course;
    }

    /** There is something to take, or an end. */
    void wake() {
        rest.wake();
    }

    /** There may be a turn that a waiting worker could run. */
    void nudge() {
        if (workerWaits) {
            rest.wake();
        }
    }

    /** Whether the current thread runs a turn in place of others. */
    boolean isInPlace() {
        return helper == Thread.currentThread();
    }

    /** The current thread has done something in a turn. */
    void worked() {
        if (isInPlace()) {
            helped = true;
        }
    }

    /** Does what may run a turn on the current thread; whether it has done something. The turn may have gone back early, so who sees to the rest is told. */
    boolean inPlace(Runnable turns) {
        Thread before = helper;
        helper = Thread.currentThread();
        helped = false;
        boolean did;
        try {
            turns.run();
        } finally {
            did = helped;
            helper = before;
        }
        if (did) {
            course.stages().forEach(Stage::signalIfIdle);
        }
        return did;
    }

    /**
     * Waits until the course has news.
     *
     * @return false if the time was over before
     */
    boolean await(long nanos) throws InterruptedException {
        if (!course.host().onWorker()) {
            return rest.until(course::hasNews, nanos);
        }
        long start = System.nanoTime();
        boolean mine = !course.jobsWait();
        while (!course.hasNews()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            if (!mine || !inPlace(this::runTurn)) {
                mine = awaitOthers(left);
            }
        }
        return true;
    }

    /** The last stage first: what it does is nearest to a result. */
    private void runTurn() {
        List<Stage> stages = course.stages();
        for (int i = stages.size() - 1; i >= 0 && !helped; i--) {
            stages.get(i).turns().runHere();
        }
    }

    /** Waits for news or for something to do; whether the latter may be done here. */
    private boolean awaitOthers(long nanos) throws InterruptedException {
        workerWaits = true;
        try {
            rest.until(() -> course.hasNews() || findTurn(), nanos);
        } finally {
            workerWaits = false;
        }
        return !course.jobsWait() || mayHelp;
    }

    /** Asked while the current worker counts as one that waits. */
    private boolean findTurn() {
        boolean any = course.stages().stream().anyMatch(stage -> stage.turns().anyQueued());
        mayHelp = any
                && (!course.jobsWait()
                        || (course.last().isIdle() && course.host().starves()));
        return mayHelp;
    }
}
