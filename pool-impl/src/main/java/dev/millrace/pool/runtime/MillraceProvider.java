package dev.millrace.pool.runtime;

import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolConfig;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.PoolProvider;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.typed.Shop;
import dev.millrace.pool.runtime.typed.TypedPool;

/** Provides the pools of this module; found through {@link java.util.ServiceLoader}. */
public final class MillraceProvider implements PoolProvider {
    /** For {@link java.util.ServiceLoader}. */
    public MillraceProvider() {}

    @Override
    public WorkerPool create(PoolConfig config) {
        return AdaptivePool.start(config);
    }

    @Override
    public <J> HandlerPool<J> createHandlers(HandlerPoolConfig<J> config) {
        Shop<J> shop = new Shop<>(config, System::nanoTime);
        return new TypedPool<>(config, shop, AdaptivePool.start(config.pool(), shop));
    }
}
