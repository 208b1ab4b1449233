package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Priority;
import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bands share the workers as they were told to, under one bound. */
@Guarded
class PriorityTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int LANE = 4;
    /** What a dispatcher may have put into the lane, or have in its hand, before all bands had jobs. */
    private static final int EARLY = LANE + 1;

    private record Job(Priority priority, int number) {}

    private final Queue<Job> order = new ConcurrentLinkedQueue<>();
    private final Map<Priority, Integer> submitted = new EnumMap<>(Priority.class);

    private JobHandle<?> submit(WorkerPool pool, Priority priority) {
        Job job = new Job(priority, submitted.merge(priority, 1, Integer::sum));
        return pool.submit(() -> order.add(job), JobOptions.none().priority(priority));
    }

    private static WorkerPoolBuilder pool(Mode mode, int workers) {
        return mode.pool("priority", workers).laneCapacity(LANE);
    }

    /** Of any sum of the shares that start one after the other while all bands have jobs, each band has its share; and each is first in, first out. */
    @ParameterizedTest(name = "{0}, chunks of {1}, {2}:{3}:{4}")
    @CsvSource({
        "COOPERATIVE, 32, 16, 4, 1", "COOPERATIVE, 1, 16, 4, 1", "COOPERATIVE, 5, 3, 2, 1", "COOPERATIVE, 32, 1, 1, 1",
        "DEDICATED_1, 32, 16, 4, 1", "DEDICATED_1, 1, 16, 4, 1", "DEDICATED_1, 5, 3, 2, 1", "DEDICATED_1, 32, 1, 1, 1"
    })
    void followsTheShares(Mode mode, int chunk, int high, int normal, int low, Seed seed) {
        PriorityShares shares = new PriorityShares(high, normal, low);
        SplittableRandom random = seed.random(0);
        int each = 200;
        try (WorkerPool pool =
                pool(mode, 1).chunking(chunk).priorityShares(high, normal, low).build()) {
            try (Gate gate = Gate.holding(pool, 1)) {
                while (submitted.values().stream().mapToInt(Integer::intValue).sum() < 3 * each) {
                    Priority priority = Priority.values()[random.nextInt(3)];
                    if (submitted.getOrDefault(priority, 0) < each) {
                        submit(pool, priority);
                    }
                }
                assertThat(gate.isOpen()).isFalse();
            }
            Await.spinning(() -> order.size() == 3 * each, pool::explain);
        }
        List<Job> ran = List.copyOf(order);
        for (Priority priority : Priority.values()) {
            assertThat(ran.stream().filter(job -> job.priority() == priority).map(Job::number))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        int sum = high + normal + low;
        int checked = 0;
        for (int from = EARLY; from + sum <= ran.size() && allHaveJobs(ran, from + sum); from++) {
            List<Job> window = ran.subList(from, from + sum);
            for (Priority priority : Priority.values()) {
                assertThat(window.stream().filter(job -> job.priority() == priority))
                        .as("%s from %s on: %s", priority, from, window)
                        .hasSize(shares.of(priority));
            }
            checked++;
        }
        assertThat(checked).isGreaterThan(each - 50);
    }

    /** Whether each band has jobs after those that were first. */
    private static boolean allHaveJobs(List<Job> ran, int first) {
        return ran.stream().skip(first).map(Job::priority).distinct().count() == Priority.values().length;
    }

    /** One bound over all: no band has room that another has not. */
    @InEveryMode
    void countAgainstOneBound(Mode mode) {
        try (WorkerPool pool = pool(mode, mode.leastWorkers())
                        .queueCapacity(6)
                        .whenFull(WhenFull.reject())
                        .build();
                Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 6; i++) {
                assertThat(pool.stats().depth().total()).isEqualTo(i);
                submit(pool, Priority.values()[i % 3]);
            }
            for (Priority priority : Priority.values()) {
                assertThat(pool.trySubmit(() -> "never", JobOptions.none().priority(priority)))
                        .isEmpty();
            }
            assertThat(pool.stats().depth().total()).isEqualTo(6);
            gate.open();
            Await.asleep(pool, mode.leastWorkers());
            assertThat(order).hasSize(6);
        }
    }

    @InEveryMode
    void allAreHandedBack(Mode mode) {
        WorkerPool pool = pool(mode, mode.leastWorkers()).build();
        List<JobHandle<?>> handles = new ArrayList<>();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 30; i++) {
                handles.add(submit(pool, Priority.values()[i % 3]));
            }
            DrainReport report = pool.close(Duration.ZERO);
            Accounts.assertClosed(report);
            assertThat(report.handedBack()).hasSize(30);
            assertThat(gate.isOpen()).isFalse();
        }
        assertThat(handles).allSatisfy(handle -> assertThat(handle.outcome()).isInstanceOf(Outcome.HandedBack.class));
        assertThat(order).isEmpty();
    }

    @InEveryMode
    void allAreDrained(Mode mode) {
        WorkerPool pool = pool(mode, mode.leastWorkers()).build();
        try (Gate gate = Gate.holding(pool, mode.leastWorkers())) {
            for (int i = 0; i < 30; i++) {
                submit(pool, Priority.values()[i % 3]);
            }
            assertThat(gate.isOpen()).isFalse();
        }
        DrainReport report = pool.close(LONG);
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        assertThat(order).hasSize(30);
    }

    /** Of those that no worker has taken. */
    @Test
    void theLowestAreDroppedFirst() {
        WorkerPool pool = pool(Mode.COOPERATIVE, 1)
                .queueCapacity(6)
                .whenFull(WhenFull.dropOldest())
                .build();
        try (Gate gate = Gate.holding(pool, 1)) {
            for (Priority priority : Priority.values()) {
                submit(pool, priority);
                submit(pool, priority);
            }
            for (int i = 0; i < 3; i++) {
                submit(pool, Priority.NORMAL);
            }
            assertThat(pool.stats().jobs().dropped()).isEqualTo(3);
            assertThat(gate.isOpen()).isFalse();
        }
        Accounts.assertClosed(pool.close(LONG));
        assertThat(order)
                .containsExactlyInAnyOrder(
                        new Job(Priority.HIGH, 1),
                        new Job(Priority.HIGH, 2),
                        new Job(Priority.NORMAL, 2),
                        new Job(Priority.NORMAL, 3),
                        new Job(Priority.NORMAL, 4),
                        new Job(Priority.NORMAL, 5));
    }

    @Test
    void badSharesAreNamedTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pool(Mode.COOPERATIVE, 1)
                        .priorityShares(0, 1_001, -1)
                        .queueCapacity(0)
                        .build())
                .withMessageContaining("priority share high must be >= 1, was 0")
                .withMessageContaining("priority share normal must be <= 1000, was 1001")
                .withMessageContaining("priority share low must be >= 1, was -1")
                .withMessageContaining("queueCapacity must be >= 1, was 0");
    }
}
