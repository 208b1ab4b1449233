package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PriorityShares;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.JobQueue;
import dev.millrace.pool.runtime.seat.Benches;
import dev.millrace.pool.runtime.seat.Oldest;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Fate;
import dev.millrace.pool.runtime.support.Spared;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the oldest job is looked for. */
class EldestTest {
    private final JobQueue queue = new JobQueue(1_000, new PriorityShares(16, 4, 1), true);
    private final Seats seats = new Seats(8, 1);
    private final List<String> roomMade = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final Eldest eldest =
            new Eldest(queue, seats, home(), () -> roomMade.add("room"), () -> published.add("element"));

    private int dropped;

    @Test
    void shouldFindNothingWhereNothingIs() {
        assertThat(eldest.drop()).as("no seat").isFalse();
        Benches.take(seats, 1);
        assertThat(eldest.drop()).as("one").isFalse();
        Benches.take(seats, 1);
        assertThat(eldest.drop()).as("two").isFalse();
        assertThat(dropped).isZero();
        assertThat(roomMade).isEmpty();
    }

    /** Chunk before batch before lane, and in the lane batches job by job. */
    @Test
    void shouldTakeWhatASeatHasInOrder() {
        Seat seat = Benches.take(seats, 1).get(0);
        Benches.fillChunk(seat, 0, 3);
        Benches.setBatch(seat, 3, 2);
        Benches.fillLane(seat, 5, 2);
        seat.lane().put(new Batch(Benches.numbers(7, 2).toArray()));
        seat.lane().put(new Batch(new Object[0]));
        Benches.fillLane(seat, 9, 1);

        for (int i = 0; i < 10; i++) {
            assertThat(Oldest.take(seat)).isEqualTo(i);
        }
        assertThat(Oldest.take(seat)).isNull();
        assertThat(seat.hasWork()).isFalse();
        assertThat(seat.lane().lease().tryTake()).as("given back").isTrue();
    }

    @Test
    void shouldTakeNothingFromALaneThatSomebodyTakesFrom() {
        Seat seat = Benches.take(seats, 1).get(0);
        Benches.fillLane(seat, 0, 2);
        seat.lane().lease().tryTake();

        assertThat(Oldest.take(seat)).isNull();
    }

    @Test
    void shouldDropAtTheOnlySeatBeforeTheQueue() {
        Seat seat = Benches.take(seats, 1).get(0);
        Benches.fillLane(seat, 0, 2);
        queue.put(2);
        queue.put(3);

        assertThat(eldest.drop()).isTrue();
        assertThat(Benches.lane(seat)).containsExactly(1);
        assertThat(roomMade).as("a dispatcher may wait for that place").hasSize(1);
        assertThat(eldest.drop()).isTrue();
        assertThat(queue.poll()).isEqualTo(3);
        assertThat(dropped).isEqualTo(2);
        assertThat(seat.lane().producer().tryTake()).as("given back").isTrue();
    }

    /** What a dispatcher has in its hand is older than the head of the queue. */
    @Test
    void shouldWaitForADispatcherThatPutsIntoTheOnlyLane() {
        Seat seat = Benches.take(seats, 1).get(0);
        queue.put(1);
        seat.lane().producer().tryTake();
        assertThat(eldest.drop()).isFalse();
        seat.lane().producer().release();
        assertThat(eldest.drop()).isTrue();
    }

    @Test
    void shouldDropTheHeadOfTheQueueThenFromTheLongest() {
        List<Seat> both = Benches.take(seats, 2);
        Benches.fillLane(both.get(0), 0, 2);
        Benches.fillLane(both.get(1), 10, 4);
        queue.put(new Batch(new Object[] {20, 21}));
        queue.put(22);

        for (int i = 0; i < 3; i++) {
            assertThat(eldest.drop()).isTrue();
        }
        assertThat(queue.isEmpty()).isTrue();
        assertThat(roomMade).isEmpty();
        assertThat(eldest.drop()).isTrue();
        assertThat(roomMade).hasSize(1);
        assertThat(Benches.lane(both.get(1))).containsExactly(11, 12, 13);
        assertThat(Benches.lane(both.get(0))).containsExactly(0, 1);
        assertThat(dropped).isEqualTo(4);
    }

    /** What must not be dropped goes from a seat to the front of the queue, where it keeps its turn; in the queue it is passed over. */
    @Test
    void shouldSpareWhatMustNotBeDropped() {
        Seat seat = Benches.take(seats, 1).get(0);
        Spared first = new Spared("first");
        Spared second = new Spared("second");
        Spared third = new Spared("third");
        queue.expectArbitrated();
        seat.chunk().add(first);
        seat.chunk().publish();
        seat.lane().put(second);
        queue.put(third);
        queue.put(1);
        queue.put(2);

        assertThat(eldest.drop()).isTrue();
        assertThat(dropped).isEqualTo(1);
        assertThat(published).as("what was moved is told").hasSize(2);
        assertThat(queue.poll()).isSameAs(first);
        assertThat(queue.poll()).isSameAs(second);
        assertThat(queue.poll()).isSameAs(third);
        assertThat(queue.poll()).isEqualTo(2);
        assertThat(eldest.drop()).isFalse();
    }

    /** A pool that counts what is dropped; nothing else is asked of it. */
    private Home home() {
        return (Home) Proxy.newProxyInstance(
                Home.class.getClassLoader(), new Class<?>[] {Home.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("left");
                    assertThat(arguments).containsExactly(Fate.DROPPED);
                    dropped++;
                    return null;
                });
    }
}
