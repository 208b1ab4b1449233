package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.KeyedJob;
import dev.millrace.pool.KeyedJobs;
import java.util.function.Consumer;
import java.util.function.Function;

/** Values that are handled by key. Thread-safe as far as its two functions are. */
final class TypedKeys<J> implements KeyedJobs<J> {
    private final Keys keys;
    private final Function<? super J, ?> keyOf;
    private final Consumer<? super J> handler;

    TypedKeys(Keys keys, Function<? super J, ?> keyOf, Consumer<? super J> handler) {
        this.keys = keys;
        this.keyOf = requireNonNull(keyOf, "keyOf");
        this.handler = requireNonNull(handler, "handler");
    }

    private KeyedJob<J> job(J value) {
        return new KeyedJob<>(requireNonNull(keyOf.apply(requireNonNull(value, "job")), "key"), value, handler);
    }

    @Override
    public void execute(J value) {
        KeyedJob<J> job = job(value);
        keys.execute(job.key(), job);
    }

    @Override
    public boolean tryExecute(J value) {
        KeyedJob<J> job = job(value);
        return keys.tryExecute(job.key(), job);
    }

    @Override
    public JobHandle<?> submit(J value) {
        KeyedJob<J> job = job(value);
        return keys.submit(keys.key(job.key()), job);
    }
}
