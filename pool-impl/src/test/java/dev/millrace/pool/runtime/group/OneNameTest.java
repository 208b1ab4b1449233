package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Where all threads of a factory have one name, they are told apart all the same. */
@Guarded
class OneNameTest {

    @Test
    void aStoppedJobThatRunsOnKeepsItsPlaceFromWhoeverHasTheNameOfItsThread() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("one-name")
                        .workers(2)
                        .threadFactory(work -> new Thread(work, "worker"))
                        .build();
                Gate gate = new Gate()) {
            JobGroup group = pool.group(FanOut.collectAll().atMost(1));
            JobHandle<?> deaf = group.fork(gate::awaitUninterruptibly);
            gate.entered(pool);
            deaf.cancel(true);
            assertThat(deaf.isDone()).isTrue();

            AtomicReference<Thread> forks = new AtomicReference<>();
            AtomicBoolean beside = new AtomicBoolean();
            JobHandle<?> other = pool.submit(() -> {
                forks.set(Thread.currentThread());
                group.fork(() -> beside.set(!gate.isOpen()));
            });
            Await.until(() -> other.isDone() || waits(forks.get()), pool::explain);
            gate.open();
            other.get(20, TimeUnit.SECONDS);
            group.join();
            group.close();
            assertThat(beside).as("two at once").isFalse();
        }
    }

    private static boolean waits(Thread thread) {
        return thread != null
                && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}
