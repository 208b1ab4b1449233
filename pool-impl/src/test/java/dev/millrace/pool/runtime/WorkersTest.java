package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.StealCount;
import dev.millrace.pool.StuckJobs;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerSnapshot;
import dev.millrace.pool.WorkerSnapshot.Activity;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Jobs;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pool tells of its workers, one by one. */
@Guarded
class WorkersTest {

    private static long count(WorkerPool pool, Activity activity) {
        return pool.workers().stream()
                .filter(worker -> worker.activity() == activity)
                .count();
    }

    @InEveryMode
    void areToldByTheirPlaceWithWhatTheyDo(Mode mode) throws Exception {
        try (WorkerPool pool = mode.pool("told", 4)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(200)))
                .build()) {
            Await.until(() -> count(pool, Activity.SLEEPING) == 4, pool::explain);
            assertThat(pool.workers()).extracting(WorkerSnapshot::number).containsExactly(0, 1, 2, 3);
            assertThat(pool.workers())
                    .extracting(WorkerSnapshot::thread)
                    .doesNotHaveDuplicates()
                    .allMatch(name -> name.startsWith("millrace-told-"));
            Gate gate = new Gate();
            JobHandle<?> awaited = pool.submit(gate);
            gate.entered(pool);
            JobHandle<?> waits = pool.submit(() -> awaited.get());

            Await.until(() -> count(pool, Activity.WAITING) == 1, pool::explain);
            assertThat(count(pool, Activity.SLEEPING) + count(pool, Activity.SEARCHING))
                    .isEqualTo(2);
            Await.until(
                    () -> pool.workers().stream()
                                    .filter(WorkerSnapshot::isBusy)
                                    .filter(worker -> !worker.runningFor().isZero())
                                    .count()
                            == 2,
                    pool::explain);
            Await.until(() -> count(pool, Activity.STUCK) == 2, pool::explain);
            gate.open();
            waits.get();
            Await.asleep(pool, 4);
            assertThat(pool.workers().stream()
                            .mapToLong(WorkerSnapshot::started)
                            .sum())
                    .isEqualTo(2);
            assertThat(pool.workers()).allMatch(worker -> worker.runningFor().isZero() && !worker.isBusy());
        }
    }

    /** What lies with a worker that hangs: nobody else is there to take it. */
    @InEveryMode
    void haveWhatTheyHold(Mode mode) {
        if (mode.leastWorkers() > 1) {
            return;
        }
        try (WorkerPool pool = mode.pool("held", 1).build();
                Gate gate = new Gate()) {
            List<Runnable> jobs = new ArrayList<>(List.of(gate));
            jobs.addAll(Collections.nCopies(99, Jobs.NOTHING));
            pool.executeAll(jobs);
            gate.entered(pool);

            WorkerSnapshot worker = pool.workers().get(0);

            assertThat(worker.activity()).isEqualTo(Activity.RUNNING);
            assertThat(worker.held()).isEqualTo(99);
            assertThat(worker.lane()).isZero();
            assertThat(worker.started()).isEqualTo(1);
        }
    }

    /** A worker that left gives its place to the next. */
    @InEveryMode
    void takeThePlacesOfThoseThatLeft(Mode mode) {
        try (WorkerPool pool = mode.pool("places", 4).workers(2, 4).build()) {
            for (int round = 0; round < 5; round++) {
                pool.resize(4, 4);
                Await.until(() -> pool.workers().size() == 4, pool::explain);
                assertThat(pool.workers()).extracting(WorkerSnapshot::number).containsExactly(0, 1, 2, 3);
                pool.resize(2, 2);
                Await.until(() -> pool.workers().size() == 2, pool::explain);
            }
        }
    }

    /** One hangs with a chunk and a batch, the others live on what they take from it. */
    @ParameterizedTest(name = "{0} with {1} workers")
    @MethodSource("dev.millrace.pool.runtime.support.Mode#andSeveralWorkers")
    void tellWhoTookFromWhom(Mode mode, int workers) {
        try (WorkerPool pool = mode.pool("steals", workers).build();
                Gate gate = new Gate()) {
            Await.asleep(pool, workers);
            assertThat(pool.steals()).isEmpty();
            List<Runnable> jobs = new ArrayList<>(List.of(gate));
            jobs.addAll(Collections.nCopies(200, Jobs.NOTHING));
            pool.executeAll(jobs);
            gate.entered(pool);
            Await.until(() -> pool.stats().jobs().completed() == 200, pool::explain);
            int held = pool.workers().stream()
                    .filter(WorkerSnapshot::isBusy)
                    .findFirst()
                    .orElseThrow()
                    .number();

            List<StealCount> steals = pool.steals();

            assertThat(steals).isNotEmpty();
            assertThat(steals)
                    .filteredOn(count -> count.victim() == held)
                    .isNotEmpty()
                    .allMatch(
                            count -> count.thief() != held && count.steals() > 0 && count.elements() >= count.steals());
            assertThat(steals.stream().mapToLong(StealCount::steals).sum())
                    .isEqualTo(pool.stats().flow().steals());
            assertThat(steals.stream().mapToLong(StealCount::elements).sum())
                    .isEqualTo(pool.stats().flow().stolenJobs());
        }
    }

    @InEveryMode
    void areAskedWhileEverythingMoves(Mode mode) {
        try (WorkerPool pool = mode.pool("moves", 4)
                .workers(2, 6)
                .stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(1)))
                .build()) {
            for (int round = 0; round < 200; round++) {
                int size = 2 + round % 5;
                pool.resize(size, size);
                pool.executeAll(Collections.nCopies(50, Jobs.NOTHING));
                assertThat(pool.workers())
                        .isSortedAccordingTo((a, b) -> Integer.compare(a.number(), b.number()))
                        .allSatisfy(worker -> {
                            assertThat(worker.held()).isBetween(0, 50 * 200);
                            assertThat(worker.runningFor()).isGreaterThanOrEqualTo(Duration.ZERO);
                        })
                        .extracting(WorkerSnapshot::number)
                        .doesNotHaveDuplicates();
            }
        }
    }
}
