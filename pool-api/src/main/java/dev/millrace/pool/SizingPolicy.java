package dev.millrace.pool;

import java.time.Duration;
import java.util.List;

/**
 * Decides the size of a pool from what the controller sees. A policy is a pure function of its arguments: it keeps no state, reads no
 * clock, and may be shared by pools; so the same object can be driven by a simulation. The controller clamps its answer to the pool's
 * bounds, applies it and records it. What a policy throws is recorded as a failed decision and changes nothing.
 */
@FunctionalInterface
public interface SizingPolicy {

    /**
     * The size to have next.
     *
     * @param now the load of the period that has just ended
     * @param earlier the snapshots before it, newest first, at most {@link #memory()} of them; it begins anew after a pause of the
     *     process, so that a time in which nobody looked counts for nothing
     */
    SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier);

    /** How often the controller asks, at least 1 ms. */
    default Duration period() {
        return Duration.ofSeconds(5);
    }

    /** How many earlier snapshots {@link #decide} wants to see. */
    default int memory() {
        return 0;
    }

    /** Rules that this policy's settings break, as sentences; the pool's builder reports them with its own. */
    default List<String> problems() {
        return List.of();
    }

    /** Grows by one when depth is above 0.8 of the capacity, shrinks by one after 60 s below 0.1; looks every 5 s. All can be set. */
    static Thresholds thresholds() {
        return Thresholds.DEFAULT;
    }

    /** Follows arrival rate x mean run time, and the backlog, in steps of the right size; looks every 10 ms. All can be set. */
    static Demand demand() {
        return Demand.DEFAULT;
    }

    /**
     * Grows while jobs wait and no worker is idle, by one worker a token; a bucket gets tokens at a rate.
     *
     * @param perSecond tokens that are added in a second
     * @param bucket tokens that it holds at most, and at first
     */
    static Tokens tokens(double perSecond, int bucket) {
        return new Tokens(perSecond, bucket, Duration.ofSeconds(10), Duration.ofMillis(100));
    }

    /** Never changes the size; it stays where the builder or {@link WorkerPool#resize} put it. */
    static SizingPolicy fixed() {
        return Fixed.INSTANCE;
    }

    /** See {@link SizingPolicy#fixed()}. */
    enum Fixed implements SizingPolicy {
        /** The only instance. */
        INSTANCE;

        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            return new SizingDecision(now.workers(), "fixed");
        }

        @Override
        public String toString() {
            return "fixed()";
        }
    }
}
