package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.lane.Claim;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** I5: a lane has one producer and one consumer at a time; its end is: closed by the producer claim, drained, forgotten. */
@Guarded
class I05OneProducerOneConsumerTest {
    private static final int THREADS = 3;

    @Test
    void aClaimIsOnePersons() {
        Lane lane = new Lane(4);
        for (Claim claim : List.of(lane.producer(), lane.lease())) {
            assertThat(claim.tryTake()).isTrue();
            assertThat(claim.tryTake()).isFalse();
            claim.release();
            claim.takeForGood();
            assertThat(claim.tryTake()).isFalse();
        }
    }

    @Test
    void theTwoClaimsAreIndependent() {
        Lane lane = new Lane(4);
        assertThat(lane.producer().tryTake()).isTrue();
        assertThat(lane.lease().tryTake()).isTrue();
    }

    /** Producers and consumers take turns as they like; every element comes out once, in order, and nobody meets another on his side. */
    @RepeatedTest(5)
    void underItsClaimsALaneLosesAndDoublesNothing() {
        Traffic traffic = new Traffic(new Lane(4), Scale.rounds(100_000));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(traffic::produce, "i05-producer"));
            threads.add(new Thread(traffic::consume, "i05-consumer"));
        }
        threads.forEach(Thread::start);
        Await.end(threads);
        assertThat(traffic.broken).hasValue(0);
        assertThat(traffic.taken).isEqualTo(traffic.elements);
    }

    private static final class Traffic {
        private final Lane lane;
        private final int elements;
        private final AtomicInteger producers = new AtomicInteger();
        private final AtomicInteger consumers = new AtomicInteger();
        private final AtomicInteger broken = new AtomicInteger();
        /** Guarded by the producer claim. */
        private int put;
        /** Guarded by the lease. */
        private int taken;

        private volatile boolean empty;

        Traffic(Lane lane, int elements) {
            this.lane = lane;
            this.elements = elements;
        }

        @SuppressWarnings("ThreadPriorityCheck")
        void produce() {
            boolean more = true;
            while (more && broken.get() == 0) {
                if (lane.producer().tryTake()) {
                    try {
                        broken.addAndGet(producers.getAndIncrement() == 0 ? 0 : 1);
                        for (int room = lane.room(); room > 0 && put < elements; room--) {
                            lane.put(put++);
                        }
                        more = put < elements;
                        producers.decrementAndGet();
                    } finally {
                        lane.producer().release();
                    }
                }
                Thread.yield();
            }
        }

        @SuppressWarnings("ThreadPriorityCheck")
        void consume() {
            while (!empty && broken.get() == 0) {
                if (lane.lease().tryTake()) {
                    try {
                        broken.addAndGet(consumers.getAndIncrement() == 0 ? 0 : 1);
                        for (Object element = lane.poll(); element != null; element = lane.poll()) {
                            broken.addAndGet((int) element == taken ? 0 : 1);
                            taken++;
                        }
                        empty = taken == elements;
                        consumers.decrementAndGet();
                    } finally {
                        lane.lease().release();
                    }
                }
                Thread.yield();
            }
        }
    }

    /** An owner that leaves takes the producer claim for good, then the lease, then drains: what was put in before comes out, nothing comes in after. */
    @RepeatedTest(3)
    void aLaneThatIsClosedKeepsNothing(Seed seed) {
        SplittableRandom random = seed.random(0);
        for (int round = 0; round < Scale.rounds(50); round++) {
            Lane lane = new Lane(4);
            Ledger ledger = new Ledger(10_000);
            AtomicInteger next = new AtomicInteger();
            AtomicBoolean over = new AtomicBoolean();
            List<Thread> threads = List.of(
                    new Thread(() -> feed(lane, ledger, next, over), "i05-feeder"),
                    new Thread(() -> feed(lane, ledger, next, over), "i05-feeder"),
                    new Thread(() -> rob(lane, over), "i05-thief"));
            threads.forEach(Thread::start);
            for (int i = random.nextInt(20_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            lane.producer().takeForGood();
            lane.lease().takeForGood();
            run(lane);
            over.set(true);
            Await.end(threads);
            assertThat(lane.isEmpty()).isTrue();
            assertThat(ledger.total()).isEqualTo(next.get());
            for (int i = 0; i < next.get(); i++) {
                assertThat(ledger.runs(i)).isEqualTo(1);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void feed(Lane lane, Ledger ledger, AtomicInteger next, AtomicBoolean over) {
        while (!over.get() && next.get() < 9_000) {
            if (lane.producer().tryTake()) {
                try {
                    if (lane.room() > 0) {
                        lane.put(ledger.job(next.getAndIncrement()));
                    }
                } finally {
                    lane.producer().release();
                }
            }
            Thread.yield();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void rob(Lane lane, AtomicBoolean over) {
        while (!over.get()) {
            if (lane.lease().tryTake()) {
                try {
                    run(lane);
                } finally {
                    lane.lease().release();
                }
            }
            Thread.yield();
        }
    }

    private static void run(Lane lane) {
        for (Object element = lane.poll(); element != null; element = lane.poll()) {
            ((Runnable) element).run();
        }
    }

    /** The same in the pool: small lanes, thieves, and workers that come and go in the middle of it. */
    @InEveryMode
    void inAPoolWhoseWorkersComeAndGo(Mode mode, Seed seed) {
        int jobs = Scale.rounds(100_000);
        Ledger ledger = new Ledger(jobs);
        SplittableRandom random = seed.random(0);
        WorkerPool pool =
                mode.pool("i05-pool", 4).queueCapacity(500).laneCapacity(4).build();
        for (int at = 0; at < jobs; ) {
            int batch = Math.min(jobs - at, random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(100));
            pool.executeAll(ledger.jobs(at, at + batch));
            at += batch;
            if (random.nextInt(50) == 0) {
                int size = random.nextInt(mode.leastWorkers(), 7);
                pool.resize(size, size);
            }
        }
        DrainReport report = pool.close(Duration.ofSeconds(20));
        Accounts.assertClosed(report);
        assertThat(report.complete()).isTrue();
        assertThat(report.stats().flow().resizes()).isPositive();
        ledger.assertEachRanOnce();
    }
}
