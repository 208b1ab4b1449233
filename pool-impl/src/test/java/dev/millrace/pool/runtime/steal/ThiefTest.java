package dev.millrace.pool.runtime.steal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.seat.Benches;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Count;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThiefTest {
    private final Seats seats = new Seats(64, 1);
    private final Thief thief = new Thief(seats);

    @Test
    void shouldFindNothingWhereNothingIs() {
        Seat self = Benches.take(seats, 4).get(0);
        Benches.fillLane(self, 0, 5);

        assertThat(thief.steal(self, false)).as("its own lane is no loot").isZero();

        assertThat(self.lane().size()).isEqualTo(5);
        assertThat(looks(self)).containsExactly(0L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldStealHalfFromTheLongestNeighbour(boolean oldestFirst) {
        List<Seat> all = Benches.take(seats, 4);
        Benches.fillLane(all.get(1), 100, 3);
        Benches.fillLane(all.get(2), 200, 9);
        Benches.fillLane(all.get(3), 300, 5);

        assertThat(thief.steal(all.get(0), oldestFirst)).isEqualTo(5);

        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(200, 5));
        assertThat(Benches.lane(all.get(2))).isEqualTo(Benches.numbers(205, 4));
        assertThat(looks(all.get(0))).containsExactly(1L, 1L, 5L);
        assertThat(all.get(0).counters().get(Count.THROUGH_LANES)).isEqualTo(5);
    }

    @Test
    void shouldCountChunkAndBatchTowardsTheLength() {
        List<Seat> all = Benches.take(seats, 3);
        Benches.fillLane(all.get(1), 100, 10);
        Benches.fillLane(all.get(2), 200, 4);
        Benches.fillChunk(all.get(2), 300, 4);
        Benches.setBatch(all.get(2), 400, 4);

        thief.steal(all.get(0), false);

        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(200, 2));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "63, 32", "64, 32"})
    void shouldTakeHalfRoundedUpButNoMoreThanAChunkHolds(int elements, int taken) {
        List<Seat> all = Benches.take(seats, 2);
        Benches.fillLane(all.get(1), 0, elements);

        assertThat(thief.steal(all.get(0), false)).isEqualTo(taken);
        assertThat(all.get(0).chunk().size()).isEqualTo(taken);
        assertThat(all.get(1).lane().size()).isEqualTo(elements - taken);
    }

    @Test
    void shouldTakeNoMoreThanAChunkHoldsFromALongLaneOrBatch() {
        Seats wide = new Seats(1_024, 1);
        List<Seat> all = Benches.take(wide, 3);
        Benches.fillLane(all.get(1), 0, 1_000);
        Benches.setBatch(all.get(2), 0, 900);

        assertThat(new Thief(wide).steal(all.get(0), false)).isEqualTo(Chunk.CAPACITY);
        Benches.chunk(all.get(0));
        Benches.lane(all.get(1));
        assertThat(new Thief(wide).steal(all.get(0), false)).isEqualTo(Chunk.CAPACITY);
        assertThat(all.get(2).batchSize()).isEqualTo(900 - Chunk.CAPACITY);
    }

    @Test
    void shouldMoveOnWhereTheLeaseIsHeld() {
        List<Seat> all = Benches.take(seats, 3);
        Benches.fillLane(all.get(1), 100, 20);
        Benches.fillLane(all.get(2), 200, 2);
        all.get(1).lane().lease().tryTake();

        assertThat(thief.steal(all.get(0), false)).isEqualTo(1);

        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(200, 1));
        assertThat(all.get(1).lane().size()).isEqualTo(20);
        assertThat(looks(all.get(0))).containsExactly(2L, 1L, 1L);
    }

    @Test
    void shouldTakeFromTheChunkWhereTheLeaseIsHeld() {
        List<Seat> all = Benches.take(seats, 3);
        Benches.fillLane(all.get(1), 100, 20);
        Benches.fillChunk(all.get(1), 300, 4);
        all.get(1).lane().lease().tryTake();

        assertThat(thief.steal(all.get(0), false)).isEqualTo(2);
        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(300, 2));
    }

    @Test
    void shouldGiveUpAfterThreeWhoseLeasesAreHeld() {
        List<Seat> all = Benches.take(seats, 6);
        for (Seat victim : all.subList(1, 6)) {
            Benches.fillLane(victim, 0, 8);
            victim.lane().lease().tryTake();
        }

        assertThat(thief.steal(all.get(0), false)).isZero();

        assertThat(looks(all.get(0))).containsExactly(3L, 0L, 0L);
    }

    @Test
    void shouldReachChunkAndBatchOfAVictimThatIsStuck() {
        List<Seat> all = Benches.take(seats, 2);
        Benches.fillChunk(all.get(1), 300, 7);
        Benches.setBatch(all.get(1), 400, 9);

        assertThat(thief.steal(all.get(0), false)).isEqualTo(5);
        assertThat(Benches.chunk(all.get(0))).as("half of the batch").isEqualTo(Benches.numbers(400, 5));
        assertThat(thief.steal(all.get(0), true)).isEqualTo(4);
        assertThat(Benches.chunk(all.get(0))).as("half of the chunk").isEqualTo(Benches.numbers(300, 4));

        int left = 7;
        while (thief.steal(all.get(0), true) > 0) {
            left -= Benches.chunk(all.get(0)).size();
        }
        assertThat(left).as("in the end it gets everything").isZero();
        assertThat(all.get(1).hasWork()).isFalse();
    }

    @Test
    void shouldBeginWithTheOldestWhenAskedFor() {
        List<Seat> all = Benches.take(seats, 2);
        Benches.fillLane(all.get(1), 100, 10);
        Benches.fillChunk(all.get(1), 300, 2);

        thief.steal(all.get(0), true);
        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(300, 1));

        thief.steal(all.get(0), false);
        assertThat(Benches.chunk(all.get(0))).isEqualTo(Benches.numbers(100, 5));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 40, 100})
    void shouldFindTheOneWithWorkAmongMoreThanASample(int size) {
        List<Seat> all = Benches.take(seats, size);
        for (int rich = 1; rich < size; rich += 7) {
            Benches.fillLane(all.get(rich), 0, 1);
            assertThat(thief.steal(all.get(0), false)).as("from seat %d", rich).isEqualTo(1);
            assertThat(Benches.chunk(all.get(0))).hasSize(1);
        }
    }

    /** Looks at a neighbour, those that brought something, what they brought. */
    private static List<Long> looks(Seat seat) {
        return List.of(
                seat.counters().get(Count.STEAL_ATTEMPTS),
                seat.counters().get(Count.STEALS),
                seat.counters().get(Count.STOLEN_JOBS));
    }
}
