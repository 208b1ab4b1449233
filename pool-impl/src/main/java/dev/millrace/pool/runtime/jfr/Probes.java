package dev.millrace.pool.runtime.jfr;

import jdk.jfr.FlightRecorder;

/**
 * Whether anybody records. Asked before any event is touched: the first object of an event in a JVM makes Flight Recorder ready for it, which takes longer than a pool to build; while there was never a recording, that must not be.
 */
final class Probes {
    private Probes() {}

    /** Whether there was ever a recording: one volatile read, which starts nothing. */
    static boolean anyRecording() {
        return FlightRecorder.isInitialized();
    }

    static boolean recordsFlushes() {
        return anyRecording() && Asked.FLUSH.isEnabled();
    }

    static boolean recordsSteals() {
        return anyRecording() && Asked.STEALS.isEnabled();
    }

    static boolean recordsRejections() {
        return anyRecording() && Asked.REJECTION.isEnabled();
    }

    /** Only asked, never told: so that what is not recorded makes no object. */
    private static final class Asked {
        static final BatchFlushEvent FLUSH = new BatchFlushEvent();
        static final StealBurstEvent STEALS = new StealBurstEvent();
        static final RejectionEvent REJECTION = new RejectionEvent();
    }
}
