package dev.millrace.pool;

import java.util.ServiceLoader;

/** Finds the implementation. */
final class PoolProviders {
    private PoolProviders() {}

    static PoolProvider provider() {
        return ServiceLoader.load(PoolProvider.class, WorkerPool.class.getClassLoader())
                .findFirst()
                .or(() -> ServiceLoader.load(PoolProvider.class).findFirst())
                .orElseThrow(
                        () -> new IllegalStateException(
                                "no implementation of dev.millrace.pool.PoolProvider found: add dev.millrace:pool-impl to the class or module path"));
    }
}
