package dev.millrace.pool.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Benches;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DedicatedDispatcherTest {
    private static final int LANE = 8;

    private final JobQueue queue = new JobQueue(1_000, new PriorityShares(16, 4, 1));
    private final Seats seats = new Seats(LANE, 2);
    private final Sleeper dispatcherSleeper = new Sleeper();
    private final Idle dispatchers = new Idle(() -> new Sleeper[] {dispatcherSleeper});
    private final Idle workers = new Idle(seats::sleepers);
    private final DedicatedDispatcher dispatcher =
            new DedicatedDispatcher(queue, seats, new Guide(32), dispatchers, workers);
    private final List<Throwable> failures = new ArrayList<>();
    private final DispatcherThread hand =
            new DispatcherThread(dispatcher, queue, dispatchers, 0, 1, () -> false, failures::add);

    @Test
    void shouldGiveNothingToWorkersThatAskForIt() {
        Seat seat = Benches.take(seats, 1).get(0);
        put(0, 10);

        assertThat(dispatcher.hasWork()).isFalse();
        assertThat(dispatcher.take(seat)).isZero();
        assertThat(queue.size()).isEqualTo(10);
    }

    @Test
    void shouldPlaceNothingWithoutAnElementASeatOrAClaim() {
        put(0, 1);
        assertThat(dispatcher.place(0, hand)).as("no seat").isZero();
        Seat seat = Benches.take(seats, 1).get(0);
        seat.lane().producer().tryTake();
        assertThat(dispatcher.place(0, hand)).as("the claim is held").isZero();
        seat.lane().producer().release();
        assertThat(dispatcher.place(0, hand)).isEqualTo(1);
        assertThat(dispatcher.place(0, hand)).as("no element").isZero();

        assertThat(seat.lane().producer().tryTake()).as("given back").isTrue();
        assertThat(Benches.lane(seat)).containsExactly(0);
    }

    @Test
    void shouldKeepTheOrderAndLeaveInTheQueueWhatHasNoRoom() {
        Seat seat = Benches.take(seats, 1).get(0);
        put(0, 20);
        queue.put(new Batch(Benches.numbers(0, 5).toArray()));

        while (dispatcher.place(0, hand) > 0) {
            assertThat(seat.lane().size()).isLessThanOrEqualTo(LANE);
        }

        assertThat(Benches.lane(seat)).isEqualTo(Benches.numbers(0, LANE));
        assertThat(queue.size()).isEqualTo(21 - LANE);
        assertThat(queue.poll()).isEqualTo(LANE);
    }

    @Test
    void shouldPlaceBatchesUnopened() {
        Seat seat = Benches.take(seats, 1).get(0);
        Batch batch = new Batch(Benches.numbers(0, 50).toArray());
        queue.put(batch);

        assertThat(dispatcher.place(0, hand)).isEqualTo(1);
        assertThat(Benches.lane(seat)).containsExactly(batch);
        assertThat(batch.size()).isEqualTo(50);
    }

    @Test
    void shouldPreferASleeperAndWakeIt() {
        List<Seat> all = inGroupNought(3);
        Benches.fillLane(all.get(2), 100, 2);
        workers.announceSleep(all.get(2).sleeper(), false);
        put(0, 1);

        dispatcher.place(0, hand);

        assertThat(Benches.lane(all.get(2))).containsExactly(100, 101, 0);
        assertThat(all.get(2).sleeper().isSleeping()).isFalse();
        assertThat(workers.searching()).isEqualTo(1);
    }

    @Test
    void shouldPreferTheShortestBacklog() {
        List<Seat> all = inGroupNought(3);
        Benches.fillLane(all.get(0), 100, 2);
        Benches.fillChunk(all.get(1), 200, 3);
        Benches.fillLane(all.get(2), 300, 1);
        put(0, 1);

        dispatcher.place(0, hand);

        assertThat(Benches.lane(all.get(2))).containsExactly(300, 0);
    }

    @Test
    void shouldHelpAnotherGroupOnlyWhenItsOwnIsFull() {
        List<Seat> all = Benches.take(seats, 2);
        Seat own = all.get(0);
        Seat other = all.get(1);
        assertThat(other.group()).isEqualTo(1);
        Benches.fillLane(own, 100, 2);
        workers.announceSleep(other.sleeper(), false);
        put(0, 2);

        dispatcher.place(0, hand);
        assertThat(other.lane().isEmpty()).as("there was room in the own group").isTrue();

        Benches.fillLane(own, 200, own.lane().room());
        put(2, 2);
        assertThat(dispatcher.place(0, hand)).isPositive();
        assertThat(other.lane().isEmpty()).isFalse();
        assertThat(other.sleeper().isSleeping()).isFalse();
    }

    @Test
    void shouldLayLessIntoLanesWhereJobsRunLong() {
        Seat seat = Benches.take(seats, 1).get(0);
        seat.setMeanRunNanos(1_000_000_000);
        put(0, 20);

        for (int tries = 0; tries < 20; tries++) {
            dispatcher.place(0, hand);
        }

        assertThat(seat.lane().size()).as("one to run, one to find next").isEqualTo(2);
    }

    @Test
    void shouldSleepWhileLanesAreFullAndBeCalledWhenThereIsRoom() {
        Seat seat = Benches.take(seats, 1).get(0);
        Benches.fillLane(seat, 100, LANE);
        put(0, 5);
        dispatchers.announceSleep(dispatcherSleeper, false);
        assertThat(dispatcher.canPlace()).isFalse();
        assertThat(dispatcher.mustStayAwake()).isFalse();

        put(5, 1);
        dispatcher.published();
        assertThat(dispatcherSleeper.isSleeping())
                .as("a publisher cannot make room")
                .isTrue();
        dispatcher.laneRoomMade();
        assertThat(dispatcherSleeper.isSleeping()).as("nor was any made").isTrue();

        while (!dispatcher.canPlace()) {
            assertThat(seat.lane().poll()).isNotNull();
        }
        dispatcher.laneRoomMade();
        assertThat(dispatcherSleeper.isSleeping()).isFalse();
    }

    @Test
    void shouldCallADispatcherOnceForTheSameRoom() {
        Seat seat = Benches.take(seats, 1).get(0);
        Benches.fillLane(seat, 100, LANE);
        put(0, 5);
        dispatcher.mustStayAwake();
        Benches.lane(seat);
        dispatcher.laneRoomMade();

        dispatchers.announceSleep(dispatcherSleeper, false);
        dispatcher.laneRoomMade();
        assertThat(dispatcherSleeper.isSleeping()).as("the flag is down").isTrue();

        dispatcher.published();
        assertThat(dispatcherSleeper.isSleeping()).as("so publishers call").isFalse();
    }

    @Test
    void shouldStayAwakeForWhatItCouldHaveMissed() {
        assertThat(dispatcher.mustStayAwake()).as("nothing there").isFalse();
        Benches.take(seats, 1);
        put(0, 1);
        assertThat(dispatcher.mustStayAwake()).as("an element and room").isTrue();

        dispatchers.announceSleep(dispatcherSleeper, false);
        dispatcher.published();
        assertThat(dispatcherSleeper.isSleeping()).as("the flag was taken back").isFalse();
    }

    @Test
    void shouldBeCalledWhenALaneIsAdded() {
        put(0, 5);
        dispatchers.announceSleep(dispatcherSleeper, false);
        assertThat(dispatcher.mustStayAwake())
                .as("elements, but no lane at all")
                .isFalse();

        Benches.take(seats, 1);
        dispatcher.laneRoomMade();

        assertThat(dispatcherSleeper.isSleeping()).isFalse();
    }

    /** The thread itself: two workers' lanes, drained by hand; every element comes through once, and the thread ends when told. */
    @Test
    void shouldMoveEverythingThroughTheLanesAndEnd() throws Exception {
        DispatcherThread[] made = new DispatcherThread[1];
        Idle idle = new Idle(() -> new Sleeper[] {made[0].sleeper()});
        DedicatedDispatcher own = new DedicatedDispatcher(queue, seats, new Guide(32), idle, workers);
        made[0] = new DispatcherThread(own, queue, idle, 0, 1, () -> false, failures::add);
        List<Seat> all = Benches.take(seats, 2);
        Thread thread = new Thread(made[0], "dispatcher");
        thread.start();
        List<Object> out = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                queue.put(i);
                own.published();
            }
            await().pollInterval(1, TimeUnit.MILLISECONDS).until(() -> {
                for (Seat seat : all) {
                    out.addAll(Benches.lane(seat));
                    own.laneRoomMade();
                }
                return out.size() == 500;
            });
            await().until(() -> idle.sleeping() == 1);
        } finally {
            made[0].stop();
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }

        assertThat(thread.isAlive()).isFalse();
        assertThat(out).containsExactlyInAnyOrderElementsOf(Benches.numbers(0, 500));
        assertThat(failures).isEmpty();
    }

    private List<Seat> inGroupNought(int count) {
        List<Seat> all = Benches.take(seats, 2 * count);
        List<Seat> nought = new ArrayList<>();
        for (Seat seat : all) {
            if (seat.group() == 0) {
                nought.add(seat);
            }
        }
        return nought;
    }

    private void put(int from, int count) {
        Benches.numbers(from, count).forEach(queue::put);
    }
}
