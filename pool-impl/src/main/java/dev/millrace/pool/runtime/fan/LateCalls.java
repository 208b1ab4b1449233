package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fan-outs that wanted another worker when the pool had no room for a turn, and go on without. A worker that finds nothing else takes the turn: in the pool if there is room by then, else on its own thread, which takes no place in the bound. Thread-safe.
 *
 * <p><b>No call is missed.</b> A call is work as any other to those who search and sleep ({@code Idle}): it is put in here (a volatile write of the set), <em>then</em> its maker wakes somebody unless somebody searches; who searches, goes to sleep or leaves the pool looks in here, too.
 *
 * <p><b>None is kept.</b> A fan-out says that it is over, <em>then</em> takes its call back; who has put it in here reads <em>then</em> whether it is over. Who hears a call takes it out, whatever comes of it.
 */
public final class LateCalls {
    private final Set<Turns> callers = ConcurrentHashMap.newKeySet();
    private final Runnable wake;

    /**
     * Nobody calls.
     *
     * @param wake wakes a worker unless one searches
     */
    public LateCalls(Runnable wake) {
        this.wake = wake;
    }

    /** Gets another turn into the pool or, if there is no room, to a worker that has nothing to do. */
    public void call(Turns turns) {
        if (turns.tryAnother() || !turns.hasFreePlace()) {
            return;
        }
        Probe.at(Point.CALL_REFUSED);
        callLater(turns);
    }

    /** Lets it be heard by a worker that has nothing to do. */
    public void callLater(Turns turns) {
        callers.add(turns);
        if (turns.isOver()) {
            callers.remove(turns);
        }
        wake.run(); // also then: while one is put in and another taken out, the set may look empty to who searches
    }

    /** Its fan-out is over. */
    void forget(Turns turns) {
        if (any()) {
            callers.remove(turns);
        }
    }

    /** Whether anybody calls. */
    public boolean any() {
        return !callers.isEmpty();
    }

    /** Takes one call out; null if nobody calls. */
    public @Nullable Turns hear() {
        Iterator<Turns> all = callers.iterator();
        while (all.hasNext()) {
            Turns turns = all.next();
            if (callers.remove(turns)) {
                return turns;
            }
        }
        return null;
    }
}
