package dev.millrace.pool.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.cells.PaddedLong;
import dev.millrace.pool.runtime.idle.Idle;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.seat.Benches;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import java.lang.reflect.Field;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CooperativeDispatcherTest {
    private final JobQueue queue = new JobQueue(1_000, new PriorityShares(16, 4, 1));
    private final Seats seats = new Seats(64, 1);
    private final Idle idle = new Idle(seats::sleepers);
    private final CooperativeDispatcher dispatcher = dispatcher(32);

    private CooperativeDispatcher dispatcher(int chunking) {
        return new CooperativeDispatcher(queue, idle, seats, new Guide(chunking));
    }

    @Test
    void shouldTakeNothingFromAnEmptyQueue() {
        Seat seat = Benches.take(seats, 1).get(0);

        assertThat(dispatcher.hasWork()).isFalse();
        assertThat(dispatcher.take(seat)).isZero();
        assertThat(seat.hasWork()).isFalse();
    }

    @Test
    void shouldTakeTheOnlyJob() {
        Seat seat = Benches.take(seats, 1).get(0);
        put(0, 1);

        assertThat(dispatcher.hasWork()).isTrue();
        assertThat(dispatcher.take(seat)).isEqualTo(1);
        assertThat(Benches.chunk(seat)).containsExactly(0);
        assertThat(dispatcher.hasWork()).isFalse();
    }

    /** Who takes the role in vain takes a chunk and fills no lane. */
    @Test
    @SuppressWarnings("try") // a visit is only ended
    void shouldGiveTheRoleBackWhateverHappensInARound() {
        Seat seat = Benches.take(seats, 2).get(0);
        put(0, 100);
        try (Probe.Visit visit = Probe.visit(point -> {
            if (point == Point.ROLE_TAKEN) {
                throw new IllegalStateException("injected");
            }
        })) {
            assertThatIllegalStateException().isThrownBy(() -> dispatcher.take(seat));
        }

        assertThat(dispatcher.take(seat)).isEqualTo(32 + 18);
        assertThat(Benches.lane(seat)).isEqualTo(Benches.numbers(32, 18));
    }

    @ParameterizedTest(name = "{0} jobs, {1} workers")
    @CsvSource({
        // jobs, workers, chunk, lane
        "3, 4, 1, 0",
        "20, 1, 20, 0",
        "40, 1, 32, 0",
        "100, 1, 32, 0",
        "100, 2, 32, 18",
        "100, 4, 25, 0",
        "900, 4, 32, 64"
    })
    void shouldLayWhatItsShareHasBeyondTheChunkIntoTheOwnLane(int jobs, int workers, int chunk, int lane) {
        Seat seat = Benches.take(seats, workers).get(0);
        put(0, jobs);

        assertThat(dispatcher.take(seat)).isEqualTo(chunk + lane);

        assertThat(Benches.chunk(seat)).isEqualTo(Benches.numbers(0, chunk));
        assertThat(Benches.lane(seat)).isEqualTo(Benches.numbers(chunk, lane));
        assertThat(queue.size()).isEqualTo(jobs - chunk - lane);
        assertThat(queue.poll()).isEqualTo(jobs == chunk + lane ? null : chunk + lane);
    }

    @Test
    void shouldNotUseTheLaneOfAnOnlyWorker() {
        Seat seat = Benches.take(seats, 1).get(0);
        put(0, 100);

        assertThat(dispatcher.take(seat)).isEqualTo(32);
        assertThat(seat.lane().isEmpty()).isTrue();
        assertThat(queue.size()).isEqualTo(68);
    }

    @Test
    void shouldLayNoMoreIntoTheLaneThanThereIsRoom() {
        Seats narrow = new Seats(4, 1);
        Seat seat = Benches.take(narrow, 2).get(0);
        put(0, 100);

        assertThat(new CooperativeDispatcher(queue, idle, narrow, new Guide(32)).take(seat))
                .isEqualTo(36);
        assertThat(Benches.lane(seat)).isEqualTo(Benches.numbers(32, 4));
        assertThat(queue.size()).isEqualTo(64);
    }

    @Test
    void shouldLeaveTheLaneAloneWhereItsProducerClaimIsHeld() {
        Seat seat = Benches.take(seats, 2).get(0);
        seat.lane().producer().tryTake();
        put(0, 100);

        assertThat(dispatcher.take(seat)).isEqualTo(32);
        assertThat(seat.lane().isEmpty()).isTrue();
        assertThat(queue.size()).isEqualTo(68);
    }

    @Test
    void shouldGiveItsClaimsBack() throws Exception {
        Seat seat = Benches.take(seats, 2).get(0);
        put(0, 100);

        dispatcher.take(seat);

        assertThat(seat.lane().producer().tryTake()).isTrue();
        assertThat(seat.lane().lease().tryTake()).isTrue();
        assertThat(role(dispatcher).get()).isZero();
    }

    @Test
    void shouldTakeAChunkAndNoMoreWithoutTheRole() throws Exception {
        Seat seat = Benches.take(seats, 2).get(0);
        put(0, 100);
        role(dispatcher).set(1);

        assertThat(dispatcher.take(seat)).as("held by another").isEqualTo(32);
        assertThat(Benches.chunk(seat)).isEqualTo(Benches.numbers(0, 32));
        assertThat(seat.lane().isEmpty()).isTrue();
        assertThat(role(dispatcher).get()).as("still the other's").isEqualTo(1);

        role(dispatcher).set(0);
        assertThat(dispatcher.take(seat)).isEqualTo(34);
    }

    @Test
    void shouldTakeOneAtATimeWhileJobsRunLong() {
        Seat seat = Benches.take(seats, 1).get(0);
        seat.setMeanRunNanos(1_000_000);
        put(0, 100);

        assertThat(dispatcher.take(seat)).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(99);
    }

    @Test
    void shouldTakeOneAtATimeWhenChunkingIsOne() {
        Seat seat = Benches.take(seats, 1).get(0);
        put(0, 100);

        assertThat(dispatcher(1).take(seat)).isEqualTo(1);
        assertThat(queue.size()).isEqualTo(99);
    }

    @Test
    void shouldEndARefillWithABatch() {
        Seat seat = Benches.take(seats, 2).get(0);
        put(0, 3);
        Batch batch = new Batch(Benches.numbers(1_000, 40).toArray());
        queue.put(batch);
        put(3, 50);

        int moved = dispatcher.take(seat);

        assertThat(seat.batch()).isSameAs(batch);
        assertThat(seat.batchSize()).isEqualTo(40);
        assertThat(Benches.chunk(seat)).isEqualTo(Benches.numbers(0, 3));
        List<Object> lane = Benches.lane(seat);
        assertThat(lane).as("taken after the batch").isEqualTo(Benches.numbers(3, lane.size()));
        assertThat(moved).isEqualTo(43 + lane.size());
        assertThat(queue.poll()).isEqualTo(3 + lane.size());
    }

    @Test
    void shouldBeginWithABatchThatComesFirst() {
        Seat seat = Benches.take(seats, 2).get(0);
        queue.put(new Batch(Benches.numbers(0, 50).toArray()));
        put(50, 50);

        int moved = dispatcher.take(seat);

        assertThat(Benches.chunk(seat)).isEmpty();
        assertThat(seat.batchSize()).isEqualTo(50);
        List<Object> lane = Benches.lane(seat);
        assertThat(lane)
                .as("taken after the batch")
                .isEqualTo(Benches.numbers(50, lane.size()))
                .isNotEmpty();
        assertThat(moved).isEqualTo(50 + lane.size());
        assertThat(queue.size()).isEqualTo(50 - lane.size());
    }

    @Test
    void shouldWakeASleeperForWhatWasPublished() {
        Seat seat = Benches.take(seats, 2).get(1);
        idle.announceSleep(seat.sleeper(), false);
        put(0, 1);

        dispatcher.published();

        assertThat(seat.sleeper().isSleeping()).isFalse();
        assertThat(idle.searching()).isEqualTo(1);
    }

    private void put(int from, int count) {
        Benches.numbers(from, count).forEach(queue::put);
    }

    private static PaddedLong role(CooperativeDispatcher dispatcher) throws ReflectiveOperationException {
        Field role = CooperativeDispatcher.class.getDeclaredField("role");
        role.setAccessible(true);
        return (PaddedLong) role.get(dispatcher);
    }
}
