package dev.millrace.pool.runtime.leaks;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What an application does that is loaded anew each time, as in a server that outlives it. Loaded by a loader of its own, hence public. */
public final class Reload implements Consumer<WorkerPool> {
    /** Something of the application's that would keep its loader. */
    private final byte[] data = new byte[1_000];

    /** Made by reflection. */
    public Reload() {}

    /** Uses a pool in every way that could leave something of this class in it. */
    @Override
    public void accept(WorkerPool pool) {
        pool.execute(() -> data[0]++);
        pool.execute(() -> {
            throw new Failure();
        });
        pool.keyed(new Key(1)).execute(() -> data[1]++);
        pool.executeAll(List.of(() -> data[2]++, () -> data[3]++));
        pool.submit(() -> data[4]++, JobOptions.startWithin(Duration.ofHours(1)).runWithin(Duration.ofHours(1)))
                .onCompletion(outcome -> data[5]++)
                .outcome();
        pool.<Integer, Key>map(List.of(1, 2, 3), Key::new);
        pool.execute(() -> Thread.currentThread().setContextClassLoader(Reload.class.getClassLoader()));
        pool.submit(() -> {
                    // On a worker, with frames of this class below: whatever thread is started now must not keep them.
                    pool.submit(() -> data[6]++).outcome();
                    return null;
                })
                .outcome();
    }

    private record Key(int number) {}

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
