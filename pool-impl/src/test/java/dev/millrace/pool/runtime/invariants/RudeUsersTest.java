package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.pool.DeadLetterException;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.QuietLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What users hand in and should not: it costs them their own jobs, and nobody else's. */
@Guarded
class RudeUsersTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** An error whose text is one, too. */
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void aPolicyWhoseErrorHasNoTextDoesNotEndTheController() {
        AtomicInteger asked = new AtomicInteger();
        SizingPolicy policy = new SizingPolicy() {
            @Override
            public Duration period() {
                return Duration.ofMillis(10);
            }

            @Override
            public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
                if (asked.incrementAndGet() == 1) {
                    throw new Unspeakable();
                }
                return new SizingDecision(2, "after all");
            }
        };
        try (WorkerPool pool =
                WorkerPool.builder("rude").workers(1, 2).sizing(policy).build()) {
            try (Gate held = Gate.holding(pool, 1)) {
                Await.until(() -> pool.stats().workers().target() == 2, pool::explain);
            }
            assertThat(pool.decisions())
                    .filteredOn(record -> record.cause() == SizingRecord.Cause.FAILED)
                    .singleElement()
                    .satisfies(record -> assertThat(record.reason()).endsWith("Unspeakable"));
        }
    }

    @Test
    void aFailureWithoutATextIsToldByItsClass() {
        try (WorkerPool pool = WorkerPool.builder("unspeakable").workers(1).build()) {
            JobHandle<Integer> handle = pool.submit(() -> {
                throw new Unspeakable();
            });
            assertThat(catchThrowable(handle::get))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessage(Unspeakable.class.getName())
                    .hasCauseInstanceOf(Unspeakable.class);
            assertThat(catchThrowable(() -> pool.map(List.of(1), i -> {
                                throw new Unspeakable();
                            })
                            .values()))
                    .isInstanceOf(FanOutException.class)
                    .hasMessageContaining("[0] " + Unspeakable.class.getName());
            assertThat(catchThrowable(() -> pool.pipeline(List.of(1))
                            .stage("a", 1, i -> {
                                throw new Unspeakable();
                            })
                            .open()
                            .next()))
                    .hasMessageContaining("stage 'a' failed: " + Unspeakable.class.getName());
        }
    }

    @Test
    @ExtendWith(QuietLog.class)
    void aHandlerThatDiesOfAnErrorWithoutATextCostsOneJob() throws Exception {
        HandlerPool<String> pool = HandlerPool.builder("unspeakable-handler", String.class)
                .workers(1)
                .handler(() -> job -> {
                    if (job.equals("kills")) {
                        throw new Unspeakable();
                    }
                })
                .build();
        JobHandle<?> kills = pool.submit("kills");
        assertThat(catchThrowable(kills::get)).hasCauseInstanceOf(DeadLetterException.class);
        pool.submit("does not").get();
        assertThat(pool.deadLetters()).extracting(letter -> letter.job()).containsExactly("kills");
        assertThat(pool.explain()).contains("Unspeakable");
        assertThat(pool.close(LONG).complete()).isTrue();
    }

    @Test
    @ExtendWith(QuietLog.class)
    void aStreamThatCannotBeClosedCostsNoResult() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("unclosable").workers(2).build()) {
            assertThat(pool.map(unclosable(), i -> i, FanOut.collectAll()).values())
                    .containsExactly(1, 2, 3);
            List<Integer> results = new ArrayList<>();
            try (FanIn<FanResult<Integer, Integer>> ready = pool.mapAsCompleted(
                    unclosable(), i -> i, FanOut.collectAll().atMost(1))) {
                for (FanResult<Integer, Integer> result : ready) {
                    results.add(result.value());
                }
            }
            assertThat(results).containsExactly(1, 2, 3);
        }
    }

    private static Stream<Integer> unclosable() {
        return Stream.of(1, 2, 3).onClose(() -> {
            throw new IllegalStateException("not closed");
        });
    }

    @Test
    void aThreadThatCannotBeInterruptedDoesNotKeepTheOthersFromIt() throws Exception {
        AtomicInteger made = new AtomicInteger();
        WorkerPool pool = WorkerPool.builder("deaf")
                .workers(3)
                .daemon(true)
                .threadFactory(work -> made.incrementAndGet() != 2
                        ? new Thread(work)
                        : new Thread(work) {
                            @Override
                            public void interrupt() {
                                throw new SecurityException("not me");
                            }
                        })
                .build();
        Set<Thread> interrupted = ConcurrentHashMap.newKeySet();
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 3; i++) {
            pool.execute(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    interrupted.add(Thread.currentThread());
                }
            });
        }
        begun.await();
        DrainReport report = pool.close(Duration.ZERO);
        Await.until(() -> interrupted.size() == 2, report::toString);
        assertThat(report.stillRunning()).hasSize(1);
        end.countDown();
        Await.until(() -> pool.stats().jobs().completed() == 3, pool::explain);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void whatIsNoJobInARawCollectionFailsAsAJob() {
        WorkerPool pool =
                WorkerPool.builder("raw").workers(1).queueCapacity(200).build();
        Collection words = new ArrayList<>(Collections.nCopies(100, "word"));
        Throwable refused =
                catchThrowable(() -> pool.executeAll(words)); // where jobs are looked at before they are accepted
        pool.execute(Jobs.NOTHING);

        DrainReport report = pool.close(LONG);
        Accounts.assertClosed(report);
        assertThat(pool.stats().jobs().failed()).isEqualTo(refused == null ? 100 : 0);
        assertThat(pool.stats().jobs().completed()).isEqualTo(1);
        assertThat(pool.stats().workers().deaths()).isZero();
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void aWorkerThatIsHiredOnAJobsThreadDoesNotInheritItsPriority() throws Exception {
        try (WorkerPool pool = WorkerPool.builder("priority").workers(1, 2).build()) {
            pool.submit(() -> {
                        Thread.currentThread().setPriority(Thread.MIN_PRIORITY);
                        pool.resize(2, 2);
                    })
                    .get();
            Set<Integer> seen = ConcurrentHashMap.newKeySet();
            CountDownLatch both = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                pool.execute(() -> {
                    seen.add(Thread.currentThread().getPriority());
                    both.countDown();
                    try {
                        both.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            Await.zero(both, pool);
            assertThat(seen).containsExactly(Thread.currentThread().getPriority());
        }
    }
}
