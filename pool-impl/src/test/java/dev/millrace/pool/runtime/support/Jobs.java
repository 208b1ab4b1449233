package dev.millrace.pool.runtime.support;

/** Jobs for every use. */
public final class Jobs {
    /** Does nothing. */
    public static final Runnable NOTHING = () -> {};

    private Jobs() {}
}
