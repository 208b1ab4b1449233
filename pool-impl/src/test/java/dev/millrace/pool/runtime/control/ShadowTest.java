package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A second policy beside the one that acts, driven look by look. */
class ShadowTest {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(5);

    private final FakeGauges gauges = new FakeGauges();
    private final DecisionLog log = new DecisionLog();
    private final List<Integer> applied = new ArrayList<>();
    private final Told acting = new Told(Duration.ofSeconds(5), 2);
    private final Told beside = new Told(Duration.ofSeconds(5), 3);
    private final Shadow shadow = new Shadow(beside);
    private final Sizer sizer = new Sizer(
            new Size(1, 4, 8),
            size -> {
                applied.add(size.target());
                return () -> null;
            },
            log);
    private Controller controller = controller(acting);
    private long now = 1_000;

    private Controller controller(SizingPolicy policy) {
        Controller made = new Controller(new Rule(policy, PERIOD), shadow, sizer, gauges);
        made.begin(now);
        return made;
    }

    @Test
    void shouldDecideOnTheSameWithoutActing() {
        acting.answer = 5;
        beside.answer = 7;
        gauges.depth = 900;

        assertThat(tick(PERIOD)).isTrue();

        assertThat(applied).containsExactly(5);
        assertThat(sizer.size().target()).isEqualTo(5);
        SizingRecord record = last();
        assertThat(record.cause()).isEqualTo(Cause.POLICY);
        assertThat(record.from()).as("the size that there was").isEqualTo(4);
        assertThat(record.to()).as("what it wanted").isEqualTo(7);
        assertThat(record.reason()).isEqualTo("told to");
        assertThat(record.load()).isSameAs(acting.seen.get(0)).isSameAs(beside.seen.get(0));
        assertThat(log.records()).hasSize(1);
        assertThat(shadow.report().decisions()).isEqualTo(1);
        assertThat(shadow.report().differed()).isEqualTo(1);
    }

    @Test
    void shouldCountHowOftenItDiffered() {
        gauges.busy = 1;
        acting.answer = 6;
        beside.answer = 6;
        tick(PERIOD);
        tick(PERIOD);
        beside.answer = 2;
        tick(PERIOD);

        assertThat(shadow.report().decisions()).isEqualTo(3);
        assertThat(shadow.report().differed()).isEqualTo(1);
    }

    @Test
    void shouldHaveAMemoryOfItsOwn() {
        gauges.busy = 1;
        for (int i = 0; i < 6; i++) {
            tick(PERIOD);
        }

        assertThat(acting.earlierSizes).containsExactly(0, 1, 2, 2, 2, 2);
        assertThat(beside.earlierSizes).containsExactly(0, 1, 2, 3, 3, 3);
    }

    @Test
    void shouldClampAsThePoolWould() {
        gauges.busy = 1;
        beside.answer = 1_000_000;
        tick(PERIOD);
        assertThat(last().to()).isEqualTo(8);

        beside.answer = -3;
        tick(PERIOD);
        assertThat(last().to()).isEqualTo(1);
    }

    @Test
    void shouldChangeNothingWhenItThrows() {
        gauges.busy = 1;
        acting.answer = 5;
        for (Throwable failure : List.of(new IllegalStateException("no idea"), new StackOverflowError())) {
            beside.failure = failure;
            assertThat(tick(PERIOD)).isTrue();
            assertThat(last().cause()).isEqualTo(Cause.FAILED);
            assertThat(last().from()).isEqualTo(last().to());
            assertThat(last().reason()).isEqualTo("the policy failed: " + failure);
        }
        assertThat(applied).containsExactly(5, 5);
        assertThat(log.records()).extracting(SizingRecord::cause).containsOnly(Cause.POLICY);
        assertThat(shadow.report().decisions()).isZero();
    }

    @Test
    void shouldBeAskedWhereTheOneThatActsFails() {
        gauges.busy = 1;
        acting.failure = new IllegalStateException("no idea");
        beside.answer = 6;

        tick(PERIOD);

        assertThat(sizer.size().target()).isEqualTo(4);
        assertThat(last().to()).isEqualTo(6);
    }

    /** The pool's looks do not fit into its period: it is asked at the first one after that, and sees all of the time. */
    @Test
    void shouldBeAskedWhenItsOwnLongerPeriodHasPassed() {
        Told slow = new Told(Duration.ofSeconds(12), 2);
        shadow.change(slow, 4);
        for (int i = 1; i <= 6; i++) {
            gauges.accepted += 10 * i;
            gauges.ended += i;
            gauges.timedJobs += i;
            gauges.timedNanos += i * (i == 5 ? 10_000L : 1_000L);
            gauges.depth = 100 + i;
            gauges.busy = i;
            tick(PERIOD);
        }

        assertThat(acting.seen).hasSize(6);
        assertThat(slow.seen).hasSize(2);
        assertThat(slow.earlierSizes).containsExactly(0, 1);
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(slow.seen.get(1))
                .isEqualTo(new LoadSnapshot(
                        now,
                        3 * PERIOD,
                        106,
                        1_000,
                        4,
                        6,
                        1,
                        8,
                        150,
                        15,
                        (4 * 1_000 + 5 * 10_000 + 6 * 1_000) / 15,
                        processors));
        assertThat(last().load()).isSameAs(slow.seen.get(1));
    }

    @Test
    void shouldBeAskedAtThePoolsLooksWhereItsPeriodIsShorter() {
        Told quick = new Told(Duration.ofMillis(1), 0);
        shadow.change(quick, 4);
        gauges.busy = 1;
        tick(PERIOD);
        tick(PERIOD);

        assertThat(quick.seen).isEqualTo(acting.seen).hasSize(2);
    }

    @Test
    void shouldForgetWhatWasBeforeALookThatCameLate() {
        Told slow = new Told(Duration.ofSeconds(9), 3);
        shadow.change(slow, 4);
        gauges.busy = 1;
        tick(PERIOD);
        tick(PERIOD);
        tick(PERIOD);
        assertThat(tick(20 * PERIOD)).isTrue();

        assertThat(last().cause()).isEqualTo(Cause.LATE);
        assertThat(last().reason())
                .isEqualTo(log.records().get(log.records().size() - 1).reason());
        tick(PERIOD);
        assertThat(slow.seen).as("the time before it counts for nothing").hasSize(1);
        tick(PERIOD);
        assertThat(slow.seen.get(1).elapsedNanos()).isEqualTo(2 * PERIOD);
        assertThat(slow.earlierSizes).containsExactly(0, 0);
    }

    @Test
    void shouldForgetTheLoadOfARest() {
        gauges.busy = 1;
        tick(PERIOD);
        now += 1_000 * PERIOD;
        controller.begin(now);
        tick(PERIOD);

        assertThat(beside.earlierSizes).containsExactly(0, 0);
    }

    /** A size that stays asks nobody and records nothing of its own; and it is no reason to go on looking. */
    @Test
    void shouldDecideAloneBesideASizeThatStays() {
        controller = controller(SizingPolicy.fixed());
        gauges.busy = 1;
        beside.answer = 6;

        assertThat(tick(PERIOD)).isTrue();
        gauges.busy = 0;
        assertThat(tick(PERIOD)).as("rests, though it could be smaller").isFalse();
        tick(20 * PERIOD);

        assertThat(log.records()).isEmpty();
        assertThat(applied).isEmpty();
        assertThat(shadow.report().records())
                .extracting(SizingRecord::cause)
                .containsExactly(Cause.POLICY, Cause.POLICY, Cause.LATE);
        assertThat(shadow.report().differed()).isEqualTo(2);
    }

    @Test
    void shouldBeginAnewWithAnother() {
        gauges.busy = 1;
        tick(PERIOD);
        tick(PERIOD);
        Told other = new Told(Duration.ofSeconds(5), 3);

        shadow.change(other, 4);

        assertThat(shadow.report().decisions()).isZero();
        assertThat(shadow.report().records()).singleElement().satisfies(record -> {
            assertThat(record.cause()).isEqualTo(Cause.HAND);
            assertThat(record.from()).isEqualTo(4);
            assertThat(record.to()).isEqualTo(4);
            assertThat(record.reason()).isEqualTo("shadow(" + other + "), was " + beside);
            assertThat(record.load()).isNull();
        });
        tick(PERIOD);
        assertThat(other.earlierSizes).containsExactly(0);
        assertThat(beside.seen).hasSize(2);
        assertThat(acting.earlierSizes).as("the other's memory goes on").containsExactly(0, 1, 2);
    }

    @Test
    void shouldGoOnWithTheSame() {
        gauges.busy = 1;
        tick(PERIOD);
        shadow.change(beside, 4);
        tick(PERIOD);

        assertThat(beside.earlierSizes).containsExactly(0, 1);
        assertThat(shadow.report().decisions()).isEqualTo(2);
        assertThat(shadow.report().records())
                .extracting(SizingRecord::cause)
                .containsExactly(Cause.POLICY, Cause.HAND, Cause.POLICY);
    }

    @Test
    void shouldLeaveItsLogWhenItGoes() {
        gauges.busy = 1;
        beside.answer = 6;
        tick(PERIOD);
        shadow.change(null, 4);
        tick(PERIOD);

        assertThat(shadow.report().policy()).isNull();
        assertThat(shadow.report().records())
                .extracting(SizingRecord::reason)
                .containsExactly("told to", "shadow(none), was " + beside);
        assertThat(beside.seen).hasSize(1);
    }

    /** One that is replaced while it decides: what it says then is not among the decisions of the next. */
    @Test
    void shouldKeepWhatALateOneSaysOutOfTheLogOfTheNext() {
        Told next = new Told(Duration.ofSeconds(5), 0);
        beside.meanwhile = () -> shadow.change(next, 4);
        gauges.busy = 1;

        tick(PERIOD);

        assertThat(shadow.report().records()).extracting(SizingRecord::cause).containsExactly(Cause.HAND);
        assertThat(shadow.report().decisions()).isZero();
    }

    @Test
    void shouldStayWhenTheNextCannotBeAsked() {
        Told mute = new Told(Duration.ofSeconds(5), 0);
        mute.nameFails = true;

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> shadow.change(mute, 4));

        assertThat(shadow.report().policy()).isSameAs(beside);
        assertThat(shadow.report().records()).isEmpty();
    }

    private boolean tick(long afterNanos) {
        now += afterNanos;
        return controller.tick(now);
    }

    private SizingRecord last() {
        List<SizingRecord> records = shadow.report().records();
        return records.get(records.size() - 1);
    }

    /** Answers what it is told to, and keeps what it was shown. */
    private static final class Told implements SizingPolicy {
        private final Duration period;
        private final int memory;
        private final List<LoadSnapshot> seen = new ArrayList<>();
        private final List<Integer> earlierSizes = new ArrayList<>();
        private Integer answer;
        private Throwable failure;
        private Runnable meanwhile = () -> {};
        private boolean nameFails;

        Told(Duration period, int memory) {
            this.period = period;
            this.memory = memory;
        }

        @Override
        public SizingDecision decide(LoadSnapshot load, List<LoadSnapshot> earlier) {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException exception) {
                throw exception;
            }
            seen.add(load);
            earlierSizes.add(earlier.size());
            meanwhile.run();
            return new SizingDecision(answer == null ? load.workers() : answer, "told to");
        }

        @Override
        public Duration period() {
            return period;
        }

        @Override
        public int memory() {
            return memory;
        }

        @Override
        public String toString() {
            if (nameFails) {
                throw new IllegalStateException("no name");
            }
            return "told" + System.identityHashCode(this);
        }
    }
}
