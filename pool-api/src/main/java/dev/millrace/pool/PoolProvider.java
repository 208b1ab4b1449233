package dev.millrace.pool;

/**
 * Makes pools. Found through {@link java.util.ServiceLoader}, first with the loader of {@link WorkerPool}, then with the context class
 * loader. Must be thread-safe.
 */
public interface PoolProvider {

    /** A running pool with these settings. */
    WorkerPool create(PoolConfig config);

    /** A running pool of handlers with these settings. */
    <J> HandlerPool<J> createHandlers(HandlerPoolConfig<J> config);
}
