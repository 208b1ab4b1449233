package dev.millrace.pool.runtime.group;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.fan.Place;
import dev.millrace.pool.runtime.fan.Turns;
import dev.millrace.pool.runtime.handle.Runner;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How idle workers come to the jobs in the hands of a tree of groups: while there are any, a turn waits in the pool's queue. The worker that takes it takes the oldest job of the outermost group, again and again, and lets another turn be asked for.
 */
final class Help implements Turns.Work {
    private final FanHost host;
    private final Group root;
    private final Turns turns;
    /** Whether a turn was asked for and none has come since: who forks need not ask. Written by who asks and by turns; a moment's error costs a turn that finds nothing, or one that comes with the next fork. */
    private volatile boolean asked;
    /** Set once a turn was asked for; read by the owner when it closes. */
    private volatile boolean everAsked;
    /** A worker that sleeps in a join, and could help. Written by it and by who wakes it. */
    private volatile @Nullable Thread sleeper;

    private Help(FanHost host, Group root, int others) {
        this.host = host;
        this.root = root;
        this.turns = new Turns(host, others, JobOptions.none(), this);
    }

    /** For a group and those inside it; null where there is no other worker. */
    static @Nullable Help of(FanHost host, Group root) {
        int others = host.workers() - 1;
        return others == 0 ? null : new Help(host, root, others);
    }

    /** There is a job in one of the hands. */
    void call(boolean again) {
        if (!asked || again) {
            asked = true;
            everAsked = true;
            host.lateCalls().call(turns);
        }
        Thread sleeping = sleeper;
        if (sleeping != null) {
            sleeper = null;
            LockSupport.unpark(sleeping);
        }
    }

    /** The current thread is about to sleep. It looks once more after this, and whenever it was unparked. */
    void sleeps() {
        sleeper = Thread.currentThread();
    }

    @Override
    public boolean step(Place place) {
        asked = false;
        Runner me = Runner.of(host.home());
        Forked<?> job = me == null ? null : root.find(null);
        if (me == null || job == null) {
            return false;
        }
        if (!host.goesOn()) {
            if (!host.isStopping()) {
                host.lateCalls().callLater(turns); // after the pause
            }
            return false;
        }
        if (root.find(job) != null) {
            call(false);
        }
        run(host, me, job);
        return true;
    }

    /** Runs one inside the job that the current worker is in, unless somebody has won it. */
    static void run(FanHost host, Runner me, Forked<?> job) {
        boolean[] done = {false};
        try {
            host.home().inPlaceEach(me, () -> {
                if (!done[0]) {
                    done[0] = true;
                    job.runHere(me, System.nanoTime());
                    return true;
                }
                return false;
            });
        } catch (StackOverflowError deep) {
            host.told("helping a group", deep);
        }
    }

    /** Those whose hands they are run the jobs. */
    @Override
    public void lost(Outcome<?> fate) {}

    /** No job is left. */
    void end() {
        if (everAsked) {
            turns.end();
        }
    }
}
