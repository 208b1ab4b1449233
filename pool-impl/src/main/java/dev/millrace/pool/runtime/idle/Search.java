package dev.millrace.pool.runtime.idle;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.lang.invoke.VarHandle;

/**
 * One thread's side of {@link Idle}: searching within a budget, then sleeping for good until notified. Confined to its thread, but for the {@link #sleeper}.
 */
public final class Search {
    private final Idle idle;
    private final Work work;
    private final Sleeper sleeper;
    private final Backoff backoff = new Backoff();
    private boolean searching;

    /** A thread that does not search yet. */
    public Search(Idle idle, Work work, Sleeper sleeper) {
        this.idle = idle;
        this.work = work;
        this.sleeper = sleeper;
    }

    /**
     * After taking work and before beginning it.
     *
     * @param moved units taken; the rest beyond the first is work for others
     */
    public void found(int moved) {
        backoff.reset();
        if (searching) {
            searching = false;
            boolean last = idle.endSearch();
            Probe.at(Point.SEARCH_LEFT);
            if (last && (moved > 1 || work.moreVisible())) {
                idle.wakeOne(null);
            }
            return;
        }
        if (moved <= 1) {
            return;
        }
        // What was moved was in nobody's sight for a moment, in which the last searcher may have gone to sleep. It was
        // published by a release store;
        // this fence puts that before the reading of the word, against announceSleep followed by a look at the work.
        VarHandle.fullFence();
        idle.wakeOne(null);
    }

    /**
     * After finding nothing: searches on, or sleeps until notified.
     *
     * @param all how many threads there are of this kind
     */
    public void rest(int all) {
        searching = searching || idle.trySearch(all);
        if (searching && backoff.await(work)) {
            return;
        }
        Probe.at(Point.SCAN_EMPTY);
        boolean last = idle.announceSleep(sleeper, searching);
        boolean stayUp = true;
        try {
            Probe.at(Point.SLEEP_COUNTED);
            stayUp = work.asleep() || work.over() || (last && work.visible());
        } finally {
            // Whatever happens to the look: the word counts a sleeper, so there must be one, or a waker would search
            // for it for ever.
            if (stayUp) {
                idle.wakeSurely(sleeper);
            }
            idle.sleep(sleeper);
            searching = true;
            backoff.reset();
        }
    }

    /** Before the thread ends: passes its duty on. */
    public void end() {
        if (searching) {
            searching = false;
            idle.endSearch();
        } else {
            VarHandle.fullFence();
        }
        if (work.visible()) {
            idle.wakeOne(null);
        }
    }
}
