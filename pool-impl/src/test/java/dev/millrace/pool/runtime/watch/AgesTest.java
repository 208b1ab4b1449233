package dev.millrace.pool.runtime.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.seat.Seats;
import dev.millrace.pool.runtime.stats.Count;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the looks tell of the age of a job: never more than it has. */
class AgesTest {
    private static final long MOST = 100;

    private final AtomicLong time = new AtomicLong(1_000);
    private final Seats seats = new Seats(16, 1);
    private final Seat seat = seats.take(new Sleeper());
    private final Ages ages = new Ages(time::get, MOST);

    private void start() {
        seat.chunk().add("job");
        seat.chunk().publish();
        seat.chunk().claimPlain();
    }

    private void end() {
        seat.counters().add(Count.COMPLETED, 1);
    }

    private void lookAfter(long nanos) {
        time.addAndGet(nanos);
        ages.look(seats.taken());
    }

    private long age() {
        Run run = ages.of(seat.slot());
        return run == null ? -1 : ages.ageNanos(run);
    }

    @Test
    void shouldCountFromTheFirstLookThatSawTheJob() {
        ages.begin(seats.taken());
        assertThat(age()).isEqualTo(-1);
        start();
        assertThat(age()).as("nobody has looked").isEqualTo(-1);
        lookAfter(10);
        assertThat(age()).isZero();
        lookAfter(10);
        assertThat(age()).isEqualTo(10);
        time.addAndGet(7);
        assertThat(age()).as("between looks").isEqualTo(17);
    }

    @Test
    void shouldSeeWhatRanAlreadyWhenItBegan() {
        start();
        ages.begin(seats.taken());
        lookAfter(10);
        assertThat(age()).isEqualTo(10);
    }

    @Test
    void shouldBeginAnewWithEachJob() {
        start();
        ages.begin(seats.taken());
        lookAfter(50);
        Run first = ages.of(seat.slot());
        end();
        assertThat(first.isGoing()).isFalse();
        assertThat(age()).as("nothing runs").isEqualTo(-1);
        start();
        assertThat(first.isGoing()).as("another job is not this one").isFalse();
        assertThat(age()).as("nobody has looked").isEqualTo(-1);
        lookAfter(10);
        assertThat(age()).isZero();
        assertThat(first.isGoing()).isFalse();
    }

    @Test
    void shouldNotTakeAJobThatEndsForTheNextThoughTheLookFindsOneRunningEachTime() {
        start();
        ages.begin(seats.taken());
        for (int i = 0; i < 20; i++) {
            end();
            start();
            lookAfter(10);
            assertThat(age()).isZero();
        }
    }

    /** A hand of several jobs that are begun together: when one has ended, things go on. */
    @Test
    void shouldSeeProgressInAHandOfJobs() {
        start();
        start();
        ages.begin(seats.taken());
        lookAfter(10);
        assertThat(age()).isEqualTo(10);
        end();
        lookAfter(10);
        assertThat(age()).as("the other one runs yet").isZero();
    }

    @Test
    void shouldCountALateLookForNoMoreThanAPart() {
        start();
        ages.begin(seats.taken());
        lookAfter(1_000_000);
        assertThat(age()).isEqualTo(MOST);
        time.addAndGet(1_000_000);
        assertThat(age()).as("nobody has looked for long").isEqualTo(2 * MOST);
        lookAfter(0);
        assertThat(age()).isEqualTo(2 * MOST);
    }

    /** The time is read after the counts, however long that took. */
    @Test
    void shouldNotCountTheTimeOfTheLookItself() {
        AtomicLong slow = new AtomicLong();
        Ages late = new Ages(() -> slow.getAndAdd(20), MOST);
        start();
        late.begin(seats.taken()); // at 0 and 20, the job is seen at 40
        Run run = late.of(seat.slot());
        assertThat(late.ageNanos(run)).isLessThanOrEqualTo(20);
    }

    @Test
    void shouldForgetSeatsThatWereLeft() {
        start();
        ages.begin(seats.taken());
        end();
        seats.leave(seat);
        lookAfter(10);
        Seat next = seats.take(new Sleeper());
        assertThat(next.slot()).isSameAs(seat.slot());
        assertThat(ages.of(next.slot())).isNull();
    }
}
