package dev.millrace.pool.runtime;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolProvider;
import dev.millrace.pool.WorkerPool;

/** Provides the pools of this module; found through {@link java.util.ServiceLoader}. */
public final class MillraceProvider implements PoolProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MillraceProvider() {}

    @Override
    public WorkerPool create(PoolConfig config) {
        return AdaptivePool.start(config);
    }
}
