package dev.millrace.pool.runtime.watch;

/** Somebody who looks at the pool from time to time. Called by the watch's thread alone, but for {@link #periodNanos}, which never changes. */
public interface Lookout {

    /** How often it wants to look, at least. */
    long periodNanos();

    /**
     * The pool was at rest: what was seen before says nothing about what is seen next.
     *
     * @param nowNanos the time
     */
    void begin(long nowNanos);

    /**
     * Looks.
     *
     * @param nowNanos the time
     * @return whether to look again even if the pool is at rest then
     */
    boolean look(long nowNanos);
}
