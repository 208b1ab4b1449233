package dev.millrace.pool.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a job its thread has what it had before, however the job ended and whatever it left. */
@Timeout(60)
class ContextRestoredTest {
    private final Queue<String> after = new ConcurrentLinkedQueue<>();

    /** One worker, which has something of its own. */
    private static WorkerPoolBuilder builder(Kind kind) {
        return WorkerPool.builder("restored")
                .workers(1)
                .uncaughtHandler((thread, failure) -> {})
                .contextPropagation(kind.operator())
                .threadFactory(body -> new Thread(() -> {
                    kind.set("the worker's own");
                    body.run();
                }));
    }

    /** What is told of an end runs where the job ran, when it is over. */
    private <T> JobHandle<T> watched(Kind kind, JobHandle<T> handle) {
        handle.onCompletion(outcome -> after.add(String.valueOf(kind.get())));
        return handle;
    }

    @AfterEach
    void clear() {
        Stream.of(Kind.values()).forEach(Kind::clear);
    }

    private void assertRestored(int jobs) {
        Awaitility.await().until(() -> after.size() == jobs);
        assertThat(after).containsOnly("the worker's own");
    }

    @ParameterizedTest
    @EnumSource
    void isTheWorkersAfterAJobThatLeavesSomething(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind).build();
                Hold held = Hold.all(pool, 1)) {
            kind.in("mine", () -> watched(kind, pool.submit(() -> kind.set("left behind"))));
            watched(kind, pool.submit(() -> kind.set("left behind")));
            watched(kind, pool.submit(kind::clear));
            held.close();
            assertRestored(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheWorkersAfterAJobThatFails(Kind kind) throws Exception {
        try (WorkerPool pool = builder(kind).build();
                Hold held = Hold.all(pool, 1)) {
            JobHandle<String> handle;
            kind.set("mine");
            handle = watched(kind, pool.submit(() -> {
                kind.set("left behind");
                throw new IllegalStateException("failed in " + kind.get());
            }));
            held.close();

            assertThatThrownBy(handle::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("failed in left behind");
            assertRestored(1);
            pool.execute(() -> {
                kind.set("left behind");
                throw new AssertionError("without a handle");
            });
            kind.clear();
            assertThat(pool.submit(() -> String.valueOf(kind.get())).get()).isEqualTo("null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheWorkersAfterAJobThatWasInterrupted(Kind kind) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (WorkerPool pool = builder(kind).build()) {
            CountDownLatch begun = new CountDownLatch(1);
            kind.set("mine");
            JobHandle<Void> cancelled = pool.submit(() -> {
                kind.set("left behind");
                begun.countDown();
                never.await();
                return null;
            });
            begun.await();
            cancelled.cancel(true);
            JobHandle<Void> late = pool.submit(
                    () -> {
                        kind.set("left behind");
                        never.await();
                        return null;
                    },
                    JobOptions.none().runWithin(Duration.ofMillis(1)));
            assertThatThrownBy(late::get).isInstanceOf(ExecutionException.class);

            assertThat(pool.submit(() -> kind.get()).get()).isEqualTo("mine");
            kind.clear();
            assertThat(pool.submit(() -> String.valueOf(kind.get())).get()).isEqualTo("null");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTakenOffWhatIsHandedBack(Kind kind) throws Exception {
        WorkerPool pool = builder(kind).build();
        Hold held = Hold.all(pool, 1);
        Runnable single = () -> after.add("single " + kind.get());
        Runnable batched = () -> after.add("batched " + kind.get());
        Runnable keyed = () -> after.add("keyed " + kind.get());
        Runnable handled = () -> after.add("handled " + kind.get());
        kind.in("the submitter's", () -> {
            pool.execute(single);
            pool.executeAll(List.of(batched, batched));
            pool.keyed("key").execute(keyed);
            pool.submit(handled).onCompletion(outcome -> {});
        });

        DrainReport report = pool.close(Duration.ZERO);
        held.close();

        assertThat(report.handedBack()).containsExactlyInAnyOrder(single, batched, batched, keyed, handled);
        report.handedBack().forEach(Runnable::run);
        assertThat(after).hasSize(5).allMatch(value -> value.endsWith(" null"));
    }
}
