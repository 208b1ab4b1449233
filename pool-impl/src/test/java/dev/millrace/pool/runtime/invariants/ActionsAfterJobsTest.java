package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An action on completion sees the worker as it was before the job: what the job has made of the thread is the job's. */
@Guarded
class ActionsAfterJobsTest {
    private static final Callable<Integer> LEAVES_ITS_MARKS = () -> {
        Thread me = Thread.currentThread();
        me.setName("the job's");
        me.setContextClassLoader(null);
        me.interrupt();
        return 1;
    };

    private static String marks() {
        Thread me = Thread.currentThread();
        return me.getName() + " " + (me.getContextClassLoader() == null) + " " + me.isInterrupted();
    }

    @Test
    void afterAJobOfAWorker() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("marks").workers(1).build();
                Gate gate = Gate.holding(pool, 1)) {
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            JobHandle<Integer> handle = pool.submit(LEAVES_ITS_MARKS);
            handle.onCompletion(outcome -> first.complete(marks()));
            handle.onCompletion(outcome -> {
                second.complete(marks());
                Thread.currentThread().setName("the action's"); // nor does the other one see this
                Thread.currentThread().interrupt();
            });
            gate.open();

            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("millrace-marks-1 false false");
            assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("millrace-marks-1 false false");
            assertThat(pool.submit(ActionsAfterJobsTest::marks).get()).isEqualTo("millrace-marks-1 false false");
        }
    }

    /** One that a worker runs in place of another: that one finds its own marks again. */
    @Test
    void afterAJobInsideAnother() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("inside").workers(1).build()) {
            CompletableFuture<String> seen = new CompletableFuture<>();
            JobHandle<String> outer = pool.submit(() -> {
                Thread.currentThread().setName("outer");
                JobHandle<Integer> inner = pool.submit(LEAVES_ITS_MARKS);
                inner.onCompletion(outcome -> seen.complete(marks()));
                inner.get();
                return marks();
            });

            assertThat(outer.get(20, TimeUnit.SECONDS)).isEqualTo("outer false false");
            assertThat(seen.get(20, TimeUnit.SECONDS)).isEqualTo("millrace-inside-1 false false");
        }
    }

    /** One that is run by hand on a worker of another pool: the job there keeps its marks. */
    @Test
    void afterAJobThatIsRunByHand() throws Exception {
        WorkerPool closed = WorkerPool.builder("closed").workers(1).build();
        CompletableFuture<Integer> called = new CompletableFuture<>();
        Runnable given;
        try (Gate gate = Gate.holding(closed, 1)) {
            JobHandle<Integer> handle = closed.submit(LEAVES_ITS_MARKS);
            handle.onCompletion(outcome -> called.complete(1));
            given = closed.asExecutorService().shutdownNow().get(0);
            assertThat(gate.isOpen()).isFalse();
        }
        closed.close();
        try (WorkerPool pool = WorkerPool.builder("by-hand").workers(1).build()) {
            JobHandle<String> outer = pool.submit(() -> {
                Thread.currentThread().setName("outer");
                given.run();
                return marks();
            });
            assertThat(outer.get(20, TimeUnit.SECONDS)).isEqualTo("outer false false");
            assertThat(called.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }
}
