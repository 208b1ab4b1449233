package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Members come and go without threads: whom the roster counts, whom it chooses, and who succeeds whom. */
class RosterTest {
    private static final long TENTH = TimeUnit.MILLISECONDS.toNanos(100);

    private final Admission admission = new Admission(10, new Departures(() -> 0));
    private final Surroundings pool = new Surroundings(
            null, null, null, null, null, null, admission, null, null, null, null, null, null, false, null, null, null,
            null, null);
    private final Roster roster = new Roster(pool);
    private final AtomicLong clock = new AtomicLong(1);
    private final Succession succession = new Succession(roster, clock::get);

    @Test
    void shouldEnlistUntilThereAreEnoughAndDismissUntilThereAreNotTooMany() {
        roster.setTarget(2);
        Member first = roster.enlist(null);
        Member second = roster.enlist(null);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(roster.enlist(null)).isNull();
        assertThat(roster.dismiss(true)).isNull();

        roster.setTarget(1);
        assertThat(roster.dismiss(true))
                .isNotNull()
                .satisfies(member -> assertThat(member.wanted()).isTrue());
        assertThat(roster.dismiss(true)).isNull();
    }

    @Test
    void shouldWantSparesWithinTheMost() {
        roster.setTarget(1);
        roster.setMost(3);
        roster.setSpares(5);
        assertThat(roster.enlist(null)).isNotNull();
        assertThat(roster.enlist(null)).isNotNull();
        assertThat(roster.enlist(null)).isNotNull();
        assertThat(roster.enlist(null)).isNull();

        roster.setSpares(0);
        assertThat(roster.dismiss(true)).isNotNull();
        assertThat(roster.dismiss(true)).isNotNull();
        assertThat(roster.dismiss(true)).isNull();
    }

    /** It counts no more since it has died, and is to be revived since its successor cannot be started: it must not be subtracted twice. */
    @Test
    void shouldNotDismissADyingOne() {
        roster.setTarget(3);
        Member first = roster.enlist(null);
        Member second = roster.enlist(null);
        Member dying = roster.enlist(null);
        Member successor = succession.departed(null, dying, true);
        roster.strike(successor);

        roster.setTarget(1);
        Member dismissed = roster.dismiss(true);

        assertThat(dismissed).isIn(first, second);
        assertThat(roster.dismiss(true)).as("one is left").isNull();
        assertThat(succession.revive(dying, successor, true)).isFalse();
        roster.setTarget(2);
        assertThat(roster.enlist(null)).as("one is missing").isNotNull();
        assertThat(roster.enlist(null)).isNull();
    }

    @Test
    void shouldEnlistNobodyForAClosedPoolButASuccessor() {
        roster.setTarget(2);
        Member dying = roster.enlist(null);
        admission.tryAdmit(1);
        admission.close();

        assertThat(roster.enlist(null)).isNull();
        assertThat(succession.departed(null, dying, true)).as("a job waits").isNotNull();
        roster.stop();
        assertThat(roster.locked(roster::lacksOne)).isFalse();
    }

    @Test
    void shouldEnlistNoSuccessorWhereNothingWaits() {
        roster.setTarget(1);
        Member dying = roster.enlist(null);
        admission.close();

        assertThat(succession.departed(null, dying, true)).isNull();
        assertThat(dying.departed).isTrue();
    }

    @Test
    void shouldBindNobodyWhoWasDismissedOrComesTooLate() {
        roster.setTarget(1);
        Member dismissed = roster.enlist(null);
        roster.setTarget(0);
        assertThat(roster.dismiss(true)).isSameAs(dismissed);
        assertThat(roster.bind(dismissed, new Thread())).isFalse();

        roster.setTarget(1);
        Member late = roster.enlist(null);
        admission.close();
        assertThat(roster.bind(late, new Thread())).isFalse();
        assertThat(roster.active()).isZero();
    }

    @Test
    void shouldCountSuccessorsWhenTheyBegin() {
        roster.setTarget(1);
        Member first = roster.enlist(null);
        succession.awaitTurn(first);
        assertThat(succession.restarts()).isZero();

        Member second = succession.departed(null, first, true);
        assertThat(succession.deaths()).isEqualTo(1);
        assertThat(succession.restarts()).as("it has not begun").isZero();
        succession.awaitTurn(second);
        assertThat(succession.restarts()).isEqualTo(1);

        assertThat(succession.departed(null, second, false)).isNull();
        assertThat(succession.deaths()).isEqualTo(1);
    }

    @Test
    void shouldKnowACrashLoopAndItsEnd() {
        roster.setTarget(1);
        Member first = roster.enlist(null);
        Member second = succession.departed(null, first, true);
        assertThat(succession.isCrashLoop()).isFalse();
        assertThat(succession.nextBeginsNanos()).isEmpty();
        succession.awaitTurn(second);

        Member third = succession.departed(null, second, true);
        assertThat(succession.isCrashLoop()).isTrue();
        assertThat(succession.nextBeginsNanos()).isEqualTo(OptionalLong.of(TENTH));
        clock.addAndGet(TENTH);
        succession.awaitTurn(third);
        assertThat(succession.nextBeginsNanos()).isEmpty();
        assertThat(succession.isCrashLoop()).isTrue();

        clock.addAndGet(TimeUnit.SECONDS.toNanos(10) - TENTH);
        assertThat(succession.isCrashLoop()).isTrue();
        clock.incrementAndGet();
        assertThat(succession.isCrashLoop()).isFalse();
        assertThat(succession.restarts()).isEqualTo(2);
    }

    /** The one that goes on in the place of a successor that could not be started waits as long as that one would have. */
    @Test
    void shouldReviveADeadOneAfterThePauseOfItsSuccessor() {
        roster.setTarget(1);
        Member member = roster.enlist(null);
        for (int deaths = 1; deaths <= 4; deaths++) {
            Member successor = succession.departed(null, member, true);
            roster.strike(successor);
            assertThat(succession.revive(member, successor, true)).isTrue();
            assertThat(member.wanted()).isFalse();
            long pause = deaths <= 2 ? TENTH : TENTH << (deaths - 2);
            assertThat(succession.nextBeginsNanos()).as("after %d", deaths).isEqualTo(OptionalLong.of(pause));
            clock.addAndGet(pause);
            succession.awaitTurn(member);
        }
        assertThat(succession.restarts()).isEqualTo(4);
    }
}
