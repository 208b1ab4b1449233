package dev.millrace.pool.runtime;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.KeyedExecutor;
import dev.millrace.pool.runtime.strand.Key;
import java.util.concurrent.Callable;

/** One key of a pool, as users see it. Thread-safe. */
final class KeyView implements KeyedExecutor {
    private final Keys keys;
    private final Key key;

    KeyView(Keys keys, Object value) {
        this.keys = keys;
        this.key = keys.key(value);
    }

    @Override
    public Object key() {
        return key.value();
    }

    @Override
    public void execute(Runnable job) {
        keys.execute(key.value(), job);
    }

    @Override
    public boolean tryExecute(Runnable job) {
        return keys.tryExecute(key.value(), job);
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job) {
        return keys.submit(key, job);
    }

    @Override
    public <T> JobHandle<T> submit(Callable<T> job, JobOptions options) {
        return keys.submit(key, job, options);
    }

    @Override
    public JobHandle<?> submit(Runnable job) {
        return keys.submit(key, job);
    }

    @Override
    public JobHandle<?> submit(Runnable job, JobOptions options) {
        return keys.submit(key, job, options);
    }

    @Override
    public int waiting() {
        return key.waiting();
    }
}
