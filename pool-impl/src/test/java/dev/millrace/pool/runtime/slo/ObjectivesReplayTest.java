package dev.millrace.pool.runtime.slo;

import static dev.millrace.pool.SloState.BREACHED;
import static dev.millrace.pool.SloState.OK;
import static dev.millrace.pool.SloState.WARNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The three objectives of a service, each through an incident and back, on a clock that is moved: a look every 5 s, as an hour's window has it. */
@Guarded
class ObjectivesReplayTest {

    /** 100 jobs a second; 0.1 % of an hour's 360,000 may fail, 2 % of them do: the half of 360 is gone after 18 looks, all after 37. */
    @Test
    void errorsBurnTheBudgetOfAnHourAndItComesBackAnHourLater() {
        Replay replay = new Replay(Slo.errorsBelow(0.001));
        replay.looks(720, () -> replay.pool.jobs(500, 0));
        assertThat(replay.status().state()).isEqualTo(OK);
        assertThat(replay.status().events()).isEqualTo(360_000);
        Instant before = Instant.EPOCH.plus(Duration.ofHours(1));

        assertThat(replay.looksUntil(WARNING, 40, () -> replay.pool.jobs(490, 10)))
                .isBetween(18, 19);
        SloStatus warned = replay.status();
        assertThat(warned.burnRate()).isCloseTo(0.5, within(0.03));
        assertThat(warned.shortBurnRate()).isCloseTo(6, within(0.4));
        assertThat(warned.good()).isCloseTo(0.9995, within(0.0001));
        assertThat(replay.looksUntil(BREACHED, 40, () -> replay.pool.jobs(490, 10)))
                .isBetween(18, 19);
        assertThat(replay.status().burnRate()).isGreaterThan(1);
        assertThat(replay.status().since()).isEqualTo(before.plusSeconds(5 * 37));

        int looks = replay.looksUntil(OK, 800, () -> replay.pool.jobs(500, 0));
        assertThat(looks).as("an hour after the first errors").isBetween(720 - 37, 720 + 6);
        assertThat(replay.states()).containsExactly(WARNING, BREACHED, OK);
        assertThat(replay.changes).extracting(SloStatus::shedding).containsOnly(false);
    }

    /** A tenth is too slow where a hundredth may be. */
    @Test
    void slowJobsDoTheSame() {
        Replay replay = new Replay(Slo.p99(Series.RUN, Duration.ofSeconds(1)));
        replay.looks(720, () -> replay.pool.jobs(500, 0));

        assertThat(replay.looksUntil(WARNING, 40, () -> replay.pool.jobs(450, 50)))
                .isBetween(36, 37);
        assertThat(replay.looksUntil(BREACHED, 40, () -> replay.pool.jobs(450, 50)))
                .isBetween(36, 37);
        replay.looksUntil(OK, 800, () -> replay.pool.jobs(500, 0));

        assertThat(replay.states()).containsExactly(WARNING, BREACHED, OK);
    }

    /** Of an hour 36 s may be bad: 4 looks are more than half of that, 8 more than all. */
    @Test
    void aDeepQueueBurnsSecondsAndRestIsGoodTime() {
        Replay replay = new Replay(Slo.depthBelow(0.5, 0.99));
        replay.looks(10, () -> replay.pool.depth = 49);
        assertThat(replay.status().good()).isEqualTo(1);
        assertThat(replay.status().events()).isEqualTo(3_600_000);

        assertThat(replay.looksUntil(WARNING, 10, () -> replay.pool.depth = 50)).isEqualTo(4);
        assertThat(replay.looksUntil(BREACHED, 10, () -> replay.pool.depth = 100))
                .isEqualTo(4);
        assertThat(replay.status().burnRate()).isCloseTo(40.0 / 36, within(1e-9));

        replay.looks(400, () -> replay.pool.depth = 0);
        assertThat(replay.status().state()).as("not yet forgotten").isEqualTo(BREACHED);
        assertThat(replay.wantsMore()).isTrue();
        replay.looksUntil(OK, 330, () -> replay.pool.depth = 0);
        assertThat(replay.wantsMore()).as("nothing to look for").isFalse();

        replay.pool.depth = 90;
        replay.rest(Duration.ofHours(1));
        replay.looks(1, () -> {});
        assertThat(replay.status().good()).as("of the hour only one look").isCloseTo(1 - 5.0 / 3_600, within(1e-9));
        assertThat(replay.states()).containsExactly(WARNING, BREACHED, OK);
    }

    /** Nobody looked for ten minutes, and the one look after them must not speak for all of them. */
    @Test
    void aLateLookCountsForTwoPeriods() {
        Replay replay = new Replay(Slo.depthBelow(0.5, 0.99));
        replay.looks(1, () -> replay.pool.depth = 0);
        replay.now += Duration.ofMinutes(10).toNanos();
        replay.looks(1, () -> replay.pool.depth = 100);

        assertThat(replay.status().burnRate()).isCloseTo(10.0 / 36, within(1e-9));
    }

    @Test
    void oneFailureOfThreeIsNoBreachAndTenAre() {
        Replay replay = new Replay(Slo.errorsBelow(0.001));
        replay.looks(1, () -> replay.pool.jobs(2, 1));
        assertThat(replay.status().burnRate()).isGreaterThan(300);
        assertThat(replay.status().state()).isEqualTo(OK);

        replay.looks(1, () -> replay.pool.jobs(0, 3));
        assertThat(replay.status().state()).as("four").isEqualTo(OK);
        replay.looks(1, () -> replay.pool.jobs(0, 1));
        assertThat(replay.status().state()).as("five").isEqualTo(WARNING);
        replay.looks(1, () -> replay.pool.jobs(0, 4));
        assertThat(replay.status().state()).as("nine").isEqualTo(WARNING);
        replay.looks(1, () -> replay.pool.jobs(0, 1));
        assertThat(replay.status().state()).as("ten").isEqualTo(BREACHED);
    }

    @Test
    void aBudgetThatIsUsedUpExactlyIsKept() {
        Replay replay = new Replay(Slo.errorsBelow(0.01));
        replay.looks(1, () -> replay.pool.jobs(990, 10));
        assertThat(replay.status().burnRate()).isCloseTo(1, within(1e-9));
        assertThat(replay.status().state()).isEqualTo(WARNING);

        replay.looks(1, () -> replay.pool.jobs(98, 2));
        assertThat(replay.status().state()).isEqualTo(BREACHED);
    }

    /** Long ago half of the budget went, but it does not go on. */
    @Test
    void whatIsOverIsNoWarning() {
        Replay replay = new Replay(Slo.errorsBelow(0.01).over(Duration.ofMinutes(1)));
        replay.looks(12, () -> replay.pool.jobs(100, 0));
        replay.looks(1, () -> replay.pool.jobs(94, 6)); // 6 of 1,300: a burn of 0.46
        replay.looks(5, () -> replay.pool.jobs(100, 0));
        assertThat(replay.status().burnRate()).isBetween(0.3, 0.5);
        replay.looks(5, () -> replay.pool.jobs(0, 0));
        assertThat(replay.status().shortBurnRate()).isZero();
        assertThat(replay.changes).isEmpty();
    }

    @Test
    void aStateEndsWithoutAJob() {
        Replay replay = new Replay(Slo.errorsBelow(0.01).over(Duration.ofMinutes(1)));
        replay.looksUntil(BREACHED, 5, () -> replay.pool.jobs(50, 50));
        assertThat(replay.wantsMore()).isTrue();

        int looks = replay.looksUntil(OK, 70, () -> {});

        assertThat(looks).isBetween(59, 62);
        assertThat(replay.status().events()).isZero();
        assertThat(replay.status().good()).isEqualTo(1);
        assertThat(replay.wantsMore()).isFalse();
    }

    /** Figures of a pool at rest are of now: nobody looks, and all the same what was bad leaves the window. */
    @Test
    void tellsOfNowAlsoWhileItRests() {
        Replay replay = new Replay(Slo.errorsBelow(0.1));
        replay.looks(3, () -> replay.pool.jobs(100, 5));
        assertThat(replay.status().burnRate()).isGreaterThan(0.4);

        replay.now += Duration.ofMinutes(61).toNanos();

        assertThat(replay.status().burnRate()).isZero();
        assertThat(replay.status().events()).isZero();
    }

    @Test
    void eachIsLookedAtAsOftenAsItsWindowNeeds() {
        Slo minute = Slo.errorsBelow(0.01).over(Duration.ofMinutes(1)).named("minute");
        Replay replay = new Replay(Slo.errorsBelow(0.01).named("hour"), minute);
        assertThat(replay.lookout.periodNanos()).isEqualTo(Duration.ofSeconds(1).toNanos());

        replay.looks(1, () -> replay.pool.jobs(0, 100));
        assertThat(replay.lookout.statuses(replay.now))
                .extracting(SloStatus::state)
                .containsExactly(OK, BREACHED);
        assertThat(replay.wantsMore()).as("the other has not seen it").isTrue();
        replay.looks(4, () -> {});
        assertThat(replay.lookout.statuses(replay.now))
                .extracting(SloStatus::state)
                .containsExactly(BREACHED, BREACHED);
    }

    /** Else the watch would rest before the one with the longer period has seen what happened. */
    @Test
    void looksAgainUntilAllHaveSeenIt() {
        Slo minute = Slo.errorsBelow(0.01).over(Duration.ofMinutes(1)).named("minute");
        Replay replay = new Replay(Slo.errorsBelow(0.01).named("hour"), minute);
        for (int look = 1; look < 5; look++) {
            replay.looks(1, () -> replay.pool.jobs(100, 0));
            assertThat(replay.wantsMore()).as("look %d", look).isTrue();
        }
        replay.looks(1, () -> {});
        assertThat(replay.wantsMore()).isFalse();
        assertThat(replay.status().events()).isEqualTo(400);
    }

    @Test
    void aRecorderThatFailsKeepsNoOtherObjectiveFromBeingLookedAt() {
        Slo errors = Slo.errorsBelow(0.01).over(Duration.ofMinutes(1));
        Slo latency = Slo.p99(Series.WAIT, Duration.ofMillis(1)).over(Duration.ofMinutes(1));
        Replay replay = new Replay(latency, errors);
        replay.pool.latencyFails = true;

        replay.looks(1, () -> replay.pool.jobs(0, 100));

        assertThat(replay.lookout.statuses(replay.now))
                .extracting(SloStatus::state)
                .containsExactly(OK, BREACHED);
    }
}
