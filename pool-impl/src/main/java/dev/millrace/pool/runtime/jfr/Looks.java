package dev.millrace.pool.runtime.jfr;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * Looks that Flight Recorder asks for, of all pools: as often as the settings of the event say, and only while it is recorded. So nobody looks, and no thread wakes up, while nobody records. This class is loaded when an event was found to be
 * recorded for the first time. A pool that is garbage is not looked at. Thread-safe.
 */
final class Looks {
    static final Looks REJECTIONS = new Looks();
    static final Looks STEALS = new Looks();

    static {
        REJECTIONS.begin(RejectionEvent.class);
        STEALS.begin(StealBurstEvent.class);
    }

    private final Object guard = new Object();
    /** By identity, held weakly. Guarded. */
    private final Set<Look> all = Collections.newSetFromMap(new WeakHashMap<>());

    private Looks() {}

    private void begin(Class<? extends Event> event) {
        FlightRecorder.addPeriodicEvent(event, this::look);
    }

    void add(Look look) {
        synchronized (guard) {
            all.add(look);
        }
    }

    private void look() {
        long now = System.nanoTime();
        List<Look> here;
        synchronized (guard) {
            here = List.copyOf(all);
        }
        here.forEach(look -> look.look(now));
    }
}
