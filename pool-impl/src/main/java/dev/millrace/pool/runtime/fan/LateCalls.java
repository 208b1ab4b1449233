package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fan-outs that wanted another worker when the pool was full, and go on without. A worker that finds nothing to do hears them before it sleeps. Thread-safe.
 *
 * <p><b>No call is missed.</b> Who calls is put in here (a volatile write of the set), <em>then</em> tries once more to get a turn into the pool. A worker lets the last job of a full pool depart by a CAS, runs it, finds no more, <em>then</em> reads the set. If that
 * second try has found the pool full, the departure came after it, so the worker sees the call. A worker that leaves the pool instead of looking wakes another one if there is any call ({@code Search.end}).
 *
 * <p><b>None is kept.</b> A fan-out says that it is over, <em>then</em> takes its call back; who has put it in here reads <em>then</em> whether it is over.
 */
public final class LateCalls {
    private final Set<Turns> callers = ConcurrentHashMap.newKeySet();

    /** Nobody calls. */
    public LateCalls() {}

    /** Gets another turn into the pool, if not now then when a worker has nothing to do. */
    public void call(Turns turns) {
        if (!turns.tryAnother() && turns.wantsAnother()) {
            Probe.at(Point.CALL_REFUSED);
            callers.add(turns);
            if (turns.tryAnother() || turns.isOver()) {
                callers.remove(turns);
            }
        }
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

    /** By a worker that has nothing to do: lets one try again; false if nobody calls. */
    public boolean hearOne() {
        Turns turns = takeOne();
        if (turns != null) {
            call(turns);
        }
        return turns != null;
    }

    private @Nullable Turns takeOne() {
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
