package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** I3: what happened before a submit is visible to the job, and what the job did to whoever sees it done. All fields here are plain. */
@Guarded
class I03VisibilityTest {

    /** A job with an argument and a result, neither of them final nor volatile. */
    private static final class Sum implements Runnable {
        private int left;
        private int[] right;
        private int result;

        Sum with(int value) {
            left = value;
            right = new int[] {value, value + 1};
            return this;
        }

        @Override
        public void run() {
            result = left + right[0] + right[1];
        }

        boolean isRight(int value) {
            return result == 3 * value + 1;
        }
    }

    @InEveryMode
    void throughQueueLanesChunksAndThefts(Mode mode) {
        int jobs = Scale.rounds(200_000);
        Sum[] sums = new Sum[jobs];
        WorkerPool pool = mode.pool("i03-all", 4).laneCapacity(4).build();
        for (int i = 0; i < jobs; ) {
            if (i % 100 < 60 || jobs - i < 40) {
                sums[i] = new Sum().with(i);
                pool.execute(sums[i]);
                i++;
            } else {
                List<Sum> batch = new ArrayList<>();
                for (int end = i + 40; i < end; i++) {
                    sums[i] = new Sum().with(i);
                    batch.add(sums[i]);
                }
                pool.executeAll(batch);
            }
        }
        DrainReport report = pool.close(Duration.ofSeconds(20));
        assertThat(report.complete()).as("%s", report).isTrue();
        for (int i = 0; i < jobs; i++) {
            if (!sums[i].isRight(i)) {
                throw new AssertionError("job " + i + " gave " + sums[i].result);
            }
        }
    }

    /** Whoever reads in the counters that a job has ended sees all that the job has done. */
    @InEveryMode
    void toThoseWhoReadTheCounters(Mode mode) {
        try (WorkerPool pool = mode.pool("i03-counters", 2).build()) {
            Sum sum = new Sum();
            for (int round = 1; round <= Scale.rounds(5_000); round++) {
                long expected = round;
                int value = round;
                pool.execute(round % 2 == 0 ? sum.with(value) : slow(sum.with(value)));
                Await.spinning(() -> pool.stats().jobs().ended() == expected, pool::explain);
                assertThat(sum.isRight(value)).as("round %s", round).isTrue();
            }
        }
    }

    private static Runnable slow(Sum sum) {
        return () -> {
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait();
            }
            sum.run();
            if (sum.left % 3 == 0) {
                throw new IllegalStateException("a job that fails has ended too");
            }
        };
    }

    /** Job after job, each submitted by the one before it, on whichever worker. */
    @InEveryMode
    void fromJobToJob(Mode mode) {
        int links = Scale.rounds(50_000);
        AtomicInteger end = new AtomicInteger();
        try (WorkerPool pool = mode.pool("i03-chain", 4).build()) {
            new Link(pool, links, end).run();
            Await.until(() -> end.get() != 0, pool::explain);
        }
        assertThat(end).hasValue(links);
    }

    private static final class Link implements Runnable {
        private final WorkerPool pool;
        private final int links;
        private final AtomicInteger end;
        private int at;

        Link(WorkerPool pool, int links, AtomicInteger end) {
            this.pool = pool;
            this.links = links;
            this.end = end;
        }

        @Override
        public void run() {
            at++;
            if (at < links) {
                pool.execute(this);
            } else {
                end.set(at);
            }
        }
    }
}
