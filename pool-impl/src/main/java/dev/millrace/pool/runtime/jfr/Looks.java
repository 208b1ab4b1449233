package dev.millrace.pool.runtime.jfr;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * Looks that Flight Recorder asks for, of all pools: as often as the settings of the event say, and only while it is recorded. So nobody looks, and no thread wakes up, while nobody records; nor is Flight Recorder started for it. A pool that
 * is garbage is not looked at. Thread-safe.
 */
final class Looks implements FlightRecorderListener {
    static final Looks REJECTIONS = new Looks(RejectionEvent.class);
    static final Looks STEALS = new Looks(StealBurstEvent.class);

    private final Class<? extends Event> event;
    private final Object guard = new Object();
    /** By identity, held weakly. Guarded. */
    private final Set<Look> all = Collections.newSetFromMap(new WeakHashMap<>());

    private Looks(Class<? extends Event> event) {
        this.event = event;
    }

    static {
        FlightRecorder.addListener(REJECTIONS);
        FlightRecorder.addListener(STEALS);
    }

    void add(Look look) {
        synchronized (guard) {
            all.add(look);
        }
    }

    /** Now that there are recordings, or at once if there were some. */
    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        FlightRecorder.addPeriodicEvent(event, this::look);
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
