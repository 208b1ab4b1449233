package dev.millrace.pool.runtime.seat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.stats.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatsTest {
    private final Seats seats = new Seats(8, 3);

    @Test
    void shouldSpreadSeatsOverTheGroups() {
        List<Seat> taken = Benches.take(seats, 7);
        assertThat(taken).extracting(Seat::group).containsExactly(0, 1, 2, 0, 1, 2, 0);

        seats.leave(taken.get(1));
        seats.leave(taken.get(4));

        assertThat(seats.take(new Sleeper()).group()).isEqualTo(1);
        assertThat(seats.take(new Sleeper()).group()).isEqualTo(1);
    }

    @Test
    void shouldLendASlotAgainAndGoOnCounting() {
        Seat first = seats.take(new Sleeper());
        Benches.fillChunk(first, 0, 3);
        assertThat(Benches.chunk(first)).hasSize(3);
        first.counters().add(Count.COMPLETED, 3);
        seats.leave(first);
        assertThat(seats.started()).as("nothing is forgotten").isEqualTo(3);

        Seat second = seats.take(new Sleeper());
        Benches.fillChunk(second, 0, 2);
        second.chunk().claim();

        assertThat(second.slot()).isSameAs(first.slot());
        assertThat(second.lane()).isNotSameAs(first.lane());
        assertThat(seats.slots()).hasSize(1);
        assertThat(seats.started()).isEqualTo(4);
        assertThat(second.slot().started()).isEqualTo(4);
        assertThat(second.slot().busy()).isTrue();
        second.counters().add(Count.FAILED, 1);
        assertThat(second.slot().busy()).isFalse();
    }

    @Test
    void shouldShowOnlyTheTakenSeats() {
        List<Seat> taken = Benches.take(seats, 3);

        seats.leave(taken.get(1));

        assertThat(seats.taken()).containsExactly(taken.get(0), taken.get(2));
        assertThat(seats.sleepers())
                .containsExactly(taken.get(0).sleeper(), taken.get(2).sleeper());
        assertThat(seats.slots()).hasSize(3);
    }

    @Test
    void shouldSeeWorkInWhicheverFormItLies() {
        List<Seat> taken = Benches.take(seats, 3);
        assertThat(seats.haveWork()).isFalse();

        Benches.fillLane(taken.get(0), 0, 1);
        assertThat(seats.haveWork()).isTrue();
        assertThat(seats.haveWorkBesides(taken.get(0))).isFalse();
        Benches.lane(taken.get(0));

        Benches.fillChunk(taken.get(1), 0, 1);
        assertThat(seats.haveWorkBesides(taken.get(0))).isTrue();
        Benches.chunk(taken.get(1));

        Benches.setBatch(taken.get(2), 0, 2);
        assertThat(seats.haveWork()).isTrue();
        taken.get(2).batch().drain(job -> {});
        assertThat(seats.haveWork()).as("an empty batch is no work").isFalse();
    }
}
