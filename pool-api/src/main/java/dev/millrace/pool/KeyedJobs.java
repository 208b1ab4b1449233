package dev.millrace.pool;

/**
 * A way in for values that are handled one after the other by key: {@code pool.keyed(Event::account, this::apply)}. Each value is a job of its key, with all that {@link KeyedExecutor} says. One that is handed back unrun comes as a {@link KeyedJob}. Thread-safe
 * as far as its two functions are.
 *
 * @param <J> the values
 */
public interface KeyedJobs<J> {

    /**
     * Submits a value; as {@link KeyedExecutor#execute}.
     *
     * @throws NullPointerException if the value or its key is null; nothing was submitted then, as when the key's function throws
     */
    void execute(J job);

    /** Submits a value if there is room at once; as {@link KeyedExecutor#tryExecute}. */
    boolean tryExecute(J job);

    /** Submits a value and gives its handle, which gives null; as {@link KeyedExecutor#submit(Runnable)}. */
    JobHandle<?> submit(J job);
}
