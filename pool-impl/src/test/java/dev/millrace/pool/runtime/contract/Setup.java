package dev.millrace.pool.runtime.contract;

import java.util.concurrent.ThreadFactory;

/**
 * How to open a service.
 *
 * @param capacity how many jobs may wait; {@link #UNBOUNDED} for as many as the service allows
 * @param factory makes its threads
 * @param hooks run around each job
 */
public record Setup(int capacity, ThreadFactory factory, Hooks hooks) {
    /** No bound, or the largest that there is. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** Without hooks. */
    public Setup(int capacity, ThreadFactory factory) {
        this(capacity, factory, Hooks.NONE);
    }
}
