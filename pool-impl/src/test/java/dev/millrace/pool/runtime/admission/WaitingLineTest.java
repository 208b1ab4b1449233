package dev.millrace.pool.runtime.admission;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.runtime.job.Race;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final long FOREVER = Long.MAX_VALUE;

    private final AtomicLong started = new AtomicLong();
    private final AtomicInteger sums = new AtomicInteger();
    private final AtomicReference<CountDownLatch> heldSum = new AtomicReference<>();
    private final Departures departures = new Departures(this::sum);
    private final List<Submitter> submitters = new ArrayList<>();
    private Admission admission = new Admission(1, departures);
    private WaitingLine line = new WaitingLine(admission);

    private long sum() {
        sums.incrementAndGet();
        CountDownLatch gate = heldSum.get();
        if (gate != null) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return started.get();
    }

    @AfterEach
    void letAllGo() throws Exception {
        admission.close();
        line.closed();
        for (Submitter submitter : submitters) {
            submitter.thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(submitter.thread.isAlive()).as("a submitter is left").isFalse();
        }
    }

    @Test
    void shouldServeInTheOrderOfArrival() throws Exception {
        fill(1);
        List<Submitter> waiting = List.of(submitter(1), submitter(1), submitter(1));

        for (int next = 0; next < 3; next++) {
            depart(1);
            assertThat(waiting.get(next).position()).isEqualTo(1 + next);
            assertThat(line.size()).isEqualTo(2 - next);
        }
        assertThat(admission.accepted()).isEqualTo(4);
    }

    @Test
    void shouldServeWhoWaitsWithoutAThreadInTheOrderOfArrival() throws Exception {
        fill(1);
        List<Long> told = new CopyOnWriteArrayList<>();
        Submitter first = submitter(1);
        line.awaitApart(told::add, () -> {});
        Submitter last = submitter(1);

        depart(1);
        assertThat(first.position()).isEqualTo(1);
        assertThat(told).isEmpty();
        depart(1);
        assertThat(told).as("by who made the room").containsExactly(2L);
        depart(1);
        assertThat(last.position()).isEqualTo(3);

        line.awaitApart(told::add, () -> {});
        admission.close();
        line.closed();
        assertThat(told).containsExactly(2L, Admission.CLOSED);
        line.awaitApart(told::add, () -> {});
        assertThat(told).containsExactly(2L, Admission.CLOSED, Admission.CLOSED);
    }

    /** What is told makes room for the next: each inside of the one before, 100,000 of them would need more than a stack. */
    @Test
    void shouldTellALongLineOneAfterTheOther() {
        fill(1);
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            line.awaitApart(
                    position -> {
                        told.incrementAndGet();
                        departures.add(1);
                        line.roomMade();
                    },
                    () -> {});
        }
        assertThat(line.size()).isEqualTo(100_000);
        departures.add(1);
        line.roomMade();

        assertThat(told).hasValue(100_000);
        assertThat(line.size()).isZero();
        assertThat(admission.depth()).isZero();
    }

    @Test
    void shouldLetWhoWaitsWithoutAThreadLeave() throws Exception {
        fill(1);
        List<Long> told = new CopyOnWriteArrayList<>();
        Runnable leave = line.awaitApart(told::add, () -> {});
        Submitter behind = submitter(1);
        assertThat(line.size()).isEqualTo(2);
        leave.run();
        assertThat(line.size()).isEqualTo(1);
        depart(1);

        assertThat(behind.position()).isEqualTo(1);
        leave.run();
        depart(1);
        assertThat(told).isEmpty();
        assertThat(admission.depth()).isZero();
    }

    @Test
    void shouldLeaveTheLineToTheNextWhereThereIsNoStackForIt() {
        fill(1);
        List<Long> told = new CopyOnWriteArrayList<>();
        AtomicBoolean deep = new AtomicBoolean(true);
        line.awaitApart(told::add, () -> {
            if (deep.get()) {
                throw new StackOverflowError();
            }
        });
        depart(1);
        assertThat(told).isEmpty();
        deep.set(false);
        line.roomMade();
        assertThat(told).containsExactly(1L);
    }

    @Test
    void shouldNotLetASmallOnePassABatch() throws Exception {
        fill(4);
        Submitter batch = submitter(3);
        Submitter single = submitter(1);

        depart(2);
        awaitParked(batch, single);
        assertThat(line.size()).as("one place too few for the batch").isEqualTo(2);

        depart(1);
        assertThat(batch.position()).isEqualTo(4);
        awaitParked(single);
        depart(1);
        assertThat(single.position()).isEqualTo(7);
    }

    @Test
    void shouldAnswerAllThatFitAtOnce() throws Exception {
        fill(4);
        Submitter pair = submitter(2);
        Submitter single = submitter(1);
        Submitter last = submitter(2);

        depart(4);

        assertThat(pair.position()).isEqualTo(4);
        assertThat(single.position()).isEqualTo(6);
        awaitParked(last);
        assertThat(line.size()).isEqualTo(1);
    }

    @Test
    void shouldKeepOthersOutWhileSomebodyWaits() throws Exception {
        fill(2);
        Submitter pair = submitter(2);

        started.addAndGet(1);
        assertThat(admission.tryAdmit(1))
                .as("the free place belongs to the line")
                .isEqualTo(Admission.FULL);

        depart(1);
        assertThat(pair.position()).isEqualTo(2);
        depart(1);
        assertThat(admission.tryAdmit(1)).as("nobody waits any more").isEqualTo(4);
    }

    @Test
    void shouldAdmitAtOnceWhenThereIsRoom() throws Exception {
        assertThat(line.await(1, FOREVER)).isZero();
        assertThat(line.size()).isZero();
        depart(1);
        assertThat(line.await(1, 0)).isEqualTo(1);
        depart(1);
        assertThat(admission.tryAdmit(1)).isEqualTo(2);
    }

    @Test
    void shouldGiveUpWhenTheTimeIsOver() throws Exception {
        fill(1);
        long before = System.nanoTime();

        assertThat(line.await(1, MILLISECONDS.toNanos(20))).isEqualTo(Admission.FULL);

        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(MILLISECONDS.toNanos(20));
        assertThat(line.await(1, 0)).isEqualTo(Admission.FULL);
        assertThat(line.size()).isZero();
        started.addAndGet(1);
        assertThat(admission.tryAdmit(1)).as("the line is open again").isEqualTo(1);
    }

    @Test
    void shouldServeTheNextWhenTheFirstGivesUp() throws Exception {
        fill(3);
        Submitter batch = submitter(3);
        Submitter single = submitter(1);
        started.addAndGet(1);

        batch.thread.interrupt();

        assertThatThrownBy(batch::position).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(single.position()).isEqualTo(3);
    }

    @Test
    void shouldThrowAndTakeNothingWhenInterrupted() throws Exception {
        fill(1);
        Submitter submitter = submitter(1);
        Submitter next = submitter(1);

        submitter.thread.interrupt();

        assertThatThrownBy(submitter::position).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(line.size()).isEqualTo(1);
        assertThat(admission.accepted()).isEqualTo(1);
        depart(1);
        assertThat(next.position()).isEqualTo(1);
    }

    @Test
    void shouldThrowWhenInterruptedBefore() throws Exception {
        fill(1);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> line.await(1, FOREVER)).isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(line.size()).isZero();
    }

    @Test
    void shouldKeepTheFlagOfOneWhoIsAdmittedAtOnce() throws Exception {
        Thread.currentThread().interrupt();

        assertThat(line.await(1, FOREVER)).isZero();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void shouldCountTheAnswerWhenItCameBeforeTheInterruptedOneHadLeft() throws Exception {
        fill(1);
        Submitter submitter = submitter(1);
        ReentrantLock lock = lockOf(line);
        lock.lock();
        try {
            submitter.thread.interrupt();
            await().until(() -> lock.hasQueuedThread(submitter.thread));
            started.addAndGet(1);
            line.closed();
        } finally {
            lock.unlock();
        }

        assertThat(submitter.position()).isEqualTo(1);
        assertThat(submitter.interruptedAfter).isTrue();
        assertThat(admission.accepted()).isEqualTo(2);
    }

    @Test
    void shouldNeitherLoseNorDoubleAPlaceWhenInterruptAndAnswerRace() {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            fill(1);
            for (int round = 0; round < 200; round++) {
                long accepted = admission.accepted();
                Submitter submitter = submitter(1);
                Race.spin(random.nextInt(200));
                boolean interruptFirst = random.nextBoolean();
                if (interruptFirst) {
                    submitter.thread.interrupt();
                }
                depart(1);
                submitter.thread.interrupt();
                submitter.thread.join();
                if (admission.accepted() == accepted) {
                    assertThatThrownBy(submitter::position).hasRootCauseInstanceOf(InterruptedException.class);
                    assertThat(admission.tryAdmit(1)).isEqualTo(accepted);
                } else {
                    assertThat(submitter.position()).isEqualTo(accepted);
                    assertThat(admission.accepted()).isEqualTo(accepted + 1);
                }
                assertThat(line.size()).isZero();
                assertThat(admission.depth()).isEqualTo(1);
            }
        });
    }

    @Test
    void shouldSendAllHomeWhenClosed() throws Exception {
        fill(1);
        List<Submitter> waiting = List.of(submitter(1), submitter(1), submitter(1));

        admission.close();
        line.closed();

        for (Submitter submitter : waiting) {
            assertThat(submitter.position()).isEqualTo(Admission.CLOSED);
        }
        assertThat(line.size()).isZero();
        assertThat(line.await(1, FOREVER)).isEqualTo(Admission.CLOSED);
    }

    /** Between two sums of the one who waits, any number of departures makes one call. */
    @Test
    void shouldCallTheFirstOnceASum() throws Exception {
        fill(1);
        Submitter submitter = submitter(1);
        awaitParked(submitter);
        CountDownLatch gate = new CountDownLatch(1);
        heldSum.set(gate);
        int before = sums.get();
        line.roomMade();
        await().until(() -> sums.get() == before + 1);

        for (int i = 0; i < 1_000; i++) {
            line.roomMade();
        }
        heldSum.set(null);
        gate.countDown();
        awaitParked(submitter);

        assertThat(sums.get() - before).as("sums for 1001 calls").isBetween(2, 4);
        depart(1);
        assertThat(submitter.position()).isEqualTo(1);
    }

    @Test
    void shouldDoNothingForADepartureWhileNobodyWaits() {
        fill(1);
        int before = sums.get();

        started.addAndGet(1);
        line.roomMade();

        assertThat(sums.get()).isEqualTo(before);
    }

    /** Nobody sleeps for good while there is room, and the bound holds, whatever the interleaving. */
    @Test
    void shouldLeaveNobodyBehindUnderContention() {
        Race.seeded(seed -> {
            int producers = 4;
            int each = 4_000;
            setUp(2);
            List<Callable<?>> racers = new ArrayList<>();
            for (int producer = 0; producer < producers; producer++) {
                Random random = new Random(seed + producer);
                racers.add(() -> {
                    for (int i = 0; i < each; i++) {
                        int jobs = 1 + random.nextInt(2);
                        if (random.nextInt(4) != 0 || admission.tryAdmit(jobs) < 0) {
                            assertThat(line.await(jobs, FOREVER)).isNotNegative();
                        }
                        // Leaves a place open or frees the second.
                        if (jobs == 2) {
                            depart(1);
                        }
                    }
                    return null;
                });
            }
            racers.add(() -> {
                Random random = new Random(~seed);
                for (int i = 0; i < producers * each; i++) {
                    while (admission.depth() == 0) {
                        Thread.onSpinWait();
                    }
                    Race.spin(random.nextInt(100));
                    depart(1);
                }
                return null;
            });
            Race.run(racers);

            assertThat(admission.depth()).isZero();
            assertThat(line.size()).isZero();
            assertThat(admission.tryAdmit(2)).isNotNegative();
        });
    }

    private void setUp(int capacity) {
        started.set(0);
        admission = new Admission(capacity, departures);
        line = new WaitingLine(admission);
    }

    private void fill(int capacity) {
        setUp(capacity);
        assertThat(admission.tryAdmit(capacity)).isZero();
    }

    private void depart(int jobs) {
        for (int i = 0; i < jobs; i++) {
            started.incrementAndGet();
            line.roomMade();
        }
    }

    /** One who stands in the line when this returns. */
    private Submitter submitter(int jobs) {
        int before = line.size();
        Submitter submitter = new Submitter(line, jobs);
        submitters.add(submitter);
        submitter.thread.start();
        await().pollDelay(0, MILLISECONDS).pollInterval(1, MILLISECONDS).until(() -> line.size() == before + 1);
        return submitter;
    }

    private static void awaitParked(Submitter... all) {
        for (Submitter submitter : all) {
            await().until(() -> submitter.thread.getState() == Thread.State.WAITING);
        }
    }

    private static ReentrantLock lockOf(WaitingLine line) throws ReflectiveOperationException {
        Field lock = WaitingLine.class.getDeclaredField("lock");
        lock.setAccessible(true);
        return (ReentrantLock) lock.get(line);
    }

    private static final class Submitter {
        private final FutureTask<Long> task;
        private final Thread thread;
        private volatile boolean interruptedAfter;

        Submitter(WaitingLine line, int jobs) {
            task = new FutureTask<>(() -> {
                long position = line.await(jobs, FOREVER);
                interruptedAfter = Thread.interrupted();
                return position;
            });
            thread = new Thread(task, "submitter");
        }

        long position() throws Exception {
            return task.get(10, TimeUnit.SECONDS);
        }
    }
}
