package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerTest {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(5);

    private final FakeGauges gauges = new FakeGauges();
    private final DecisionLog log = new DecisionLog();
    private final List<Integer> applied = new ArrayList<>();
    private final Recording policy = new Recording(SizingPolicy.thresholds());
    private Sizer sizer = sizer(1, 4, 8);
    private Controller controller = controller(sizer);
    private long now = 1_000;

    private Sizer sizer(int min, int target, int max) {
        return new Sizer(
                new Size(min, target, max),
                size -> {
                    applied.add(size.target());
                    return () -> null;
                },
                log);
    }

    private Controller controller(Sizer of) {
        Controller made = new Controller(new Rule(policy, PERIOD), new Shadow(null), of, gauges);
        made.begin(now);
        return made;
    }

    @Test
    void shouldGrowWhenDepthIsHigh() {
        controller.begin(now);
        gauges.depth = 900;

        assertThat(tick(PERIOD)).isTrue();

        assertThat(sizer.size().target()).isEqualTo(5);
        assertThat(applied).containsExactly(5);
        SizingRecord record = last();
        assertThat(record.cause()).isEqualTo(Cause.POLICY);
        assertThat(record.from()).isEqualTo(4);
        assertThat(record.to()).isEqualTo(5);
        assertThat(record.reason()).isEqualTo("depth 0.90 is above 0.80");
        assertThat(record.load()).isEqualTo(policy.seen.get(0));
    }

    @Test
    void shouldShowThePolicyWhatHappenedInThePeriod() {
        gauges.accepted = 100;
        gauges.ended = 90;
        gauges.timedJobs = 10;
        gauges.timedNanos = 5_000;
        controller.begin(now);
        gauges.depth = 250;
        gauges.busy = 3;
        gauges.accepted = 160;
        gauges.ended = 140;
        gauges.timedJobs = 30;
        gauges.timedNanos = 65_000;

        tick(PERIOD);

        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(policy.seen.get(0))
                .isEqualTo(new LoadSnapshot(now, PERIOD, 250, 1_000, 4, 3, 1, 8, 60, 50, 3_000, processors));
        tick(PERIOD);
        assertThat(policy.seen.get(1))
                .isEqualTo(new LoadSnapshot(now, PERIOD, 250, 1_000, 4, 3, 1, 8, 0, 0, 0, processors));
    }

    @Test
    void shouldShowAsManyEarlierReadingsAsThePolicyRemembersNewestFirst() {
        gauges.depth = 500;
        for (int i = 0; i < 40; i++) {
            tick(PERIOD);
        }

        assertThat(policy.earlierSizes.subList(0, 15))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 13);
        assertThat(policy.lastEarlier)
                .hasSize(13)
                .isSortedAccordingTo((a, b) -> Long.compare(b.atNanos(), a.atNanos()));
        assertThat(policy.lastEarlier.get(0)).isEqualTo(policy.seen.get(38));
    }

    @ParameterizedTest
    @ValueSource(longs = {7_000, 60_000, 86_400_000})
    void shouldRecordAndIgnoreALookThatComesLate(long millis) {
        gauges.depth = 990;

        assertThat(tick(TimeUnit.MILLISECONDS.toNanos(millis)))
                .as("looks again")
                .isTrue();

        assertThat(policy.seen).as("was not asked").isEmpty();
        assertThat(sizer.size().target()).isEqualTo(4);
        assertThat(last().cause()).isEqualTo(Cause.LATE);
        assertThat(last().from()).isEqualTo(4);
        assertThat(last().to()).isEqualTo(4);
        assertThat(last().reason()).isEqualTo("ignored: the reading came " + millis + " ms after the last, not 5000");
    }

    @Test
    void shouldTakeALookThatIsALittleLate() {
        gauges.depth = 990;

        tick(PERIOD + PERIOD / 4);

        assertThat(policy.seen).hasSize(1);
        assertThat(last().cause()).isEqualTo(Cause.POLICY);
    }

    @Test
    void shouldIgnoreALookWhenTheClockRanBackwards() {
        gauges.depth = 990;

        assertThat(tick(-PERIOD)).isTrue();
        assertThat(last().cause()).isEqualTo(Cause.LATE);
        assertThat(sizer.size().target()).isEqualTo(4);

        tick(PERIOD);
        assertThat(last().cause()).as("from there on time counts again").isEqualTo(Cause.POLICY);
        assertThat(sizer.size().target()).isEqualTo(5);
    }

    @Test
    void shouldNotCountATimeInWhichNobodyLooked() {
        gauges.busy = 1;
        for (int i = 0; i < 12; i++) {
            tick(PERIOD);
        }
        assertThat(sizer.size().target()).as("low for 55 s").isEqualTo(4);

        tick(20 * PERIOD);
        assertThat(last().cause()).isEqualTo(Cause.LATE);
        for (int i = 0; i < 12; i++) {
            tick(PERIOD);
            assertThat(sizer.size().target()).isEqualTo(4);
        }
        assertThat(policy.earlierSizes.get(12)).as("begins anew").isZero();
        tick(PERIOD);
        assertThat(sizer.size().target()).as("low for 60 s since the pause").isEqualTo(3);
    }

    @Test
    void shouldForgetTheLoadOfARestWhenItBeginsAgain() {
        gauges.depth = 500;
        tick(PERIOD);
        gauges.accepted = 1_000_000;
        now += 1_000 * PERIOD;
        controller.begin(now);
        gauges.accepted = 1_000_007;

        tick(PERIOD);

        assertThat(policy.seen.get(1).arrivals()).isEqualTo(7);
        assertThat(policy.seen.get(1).elapsedNanos()).isEqualTo(PERIOD);
        assertThat(policy.earlierSizes.get(1)).isZero();
    }

    @Test
    void shouldRecordAPolicyThatThrowsAndChangeNothing() {
        gauges.depth = 990;
        policy.failure = new IllegalStateException("no idea");

        assertThat(tick(PERIOD)).isTrue();

        assertThat(sizer.size()).isEqualTo(new Size(1, 4, 8));
        assertThat(last().cause()).isEqualTo(Cause.FAILED);
        assertThat(last().reason()).isEqualTo("the policy failed: java.lang.IllegalStateException: no idea");
        policy.failure = null;
        tick(PERIOD);
        assertThat(sizer.size().target()).isEqualTo(5);
    }

    @Test
    void shouldRecordAPolicyThatThrowsErrors() {
        policy.failure = new StackOverflowError();
        tick(PERIOD);

        assertThat(last().cause()).isEqualTo(Cause.FAILED);
    }

    @Test
    void shouldRecordAPolicyThatAnswersNothing() {
        policy.answersNull = true;
        gauges.busy = 1;

        assertThat(tick(PERIOD)).isTrue();

        assertThat(last().cause()).isEqualTo(Cause.FAILED);
        assertThat(sizer.size().target()).isEqualTo(4);
    }

    @Test
    void shouldSurviveAPolicyWhoseMemoryFails() {
        policy.memoryFailure = new IllegalStateException("forgot");
        gauges.busy = 1;

        assertThat(tick(PERIOD)).isTrue();

        assertThat(last().cause()).isEqualTo(Cause.FAILED);
    }

    @Test
    void shouldNotAskWhereThereIsNothingToDecide() {
        sizer = sizer(3, 3, 3);
        controller = controller(sizer);
        gauges.depth = 990;

        assertThat(tick(PERIOD)).as("rests").isFalse();

        assertThat(policy.seen).isEmpty();
        assertThat(applied).isEmpty();
    }

    @Test
    void shouldRestOnlyWhenNothingHappensAtTheLeastSize() {
        sizer = sizer(1, 1, 8);
        controller = controller(sizer);

        assertThat(tick(PERIOD)).as("quiet at the least size").isFalse();
        gauges.depth = 1;
        assertThat(tick(PERIOD)).as("a job waits").isTrue();
        gauges.depth = 0;
        gauges.busy = 1;
        assertThat(tick(PERIOD)).as("a job runs").isTrue();
        gauges.busy = 0;
        gauges.accepted = 1;
        assertThat(tick(PERIOD)).as("a job came").isTrue();
        assertThat(tick(PERIOD)).isFalse();
        sizer.bounds(1, 9);
        sizer.apply(new SizingDecision(2, "one more"), policy.seen.get(0));
        assertThat(tick(PERIOD)).as("may still shrink").isTrue();
    }

    @Test
    void shouldClampWhatThePolicyWants() {
        policy.fixedAnswer = 1_000_000;
        tick(PERIOD);
        assertThat(sizer.size().target()).isEqualTo(8);

        policy.fixedAnswer = -5;
        tick(PERIOD);
        assertThat(sizer.size().target()).isEqualTo(1);
        assertThat(applied).containsExactly(8, 1);
    }

    private boolean tick(long afterNanos) {
        now += afterNanos;
        return controller.tick(now);
    }

    private SizingRecord last() {
        List<SizingRecord> records = log.records();
        return records.get(records.size() - 1);
    }

    /** Asks another policy, unless told to misbehave, and keeps what it was shown. */
    private static final class Recording implements SizingPolicy {
        private final SizingPolicy delegate;
        private final List<LoadSnapshot> seen = new ArrayList<>();
        private final List<Integer> earlierSizes = new ArrayList<>();
        private List<LoadSnapshot> lastEarlier = List.of();
        private Throwable failure;
        private RuntimeException memoryFailure;
        private boolean answersNull;
        private Integer fixedAnswer;

        Recording(SizingPolicy delegate) {
            this.delegate = delegate;
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
            lastEarlier = List.copyOf(earlier);
            if (answersNull) {
                return null;
            }
            return fixedAnswer != null ? new SizingDecision(fixedAnswer, "told to") : delegate.decide(load, earlier);
        }

        @Override
        public int memory() {
            if (memoryFailure != null) {
                throw memoryFailure;
            }
            return delegate.memory();
        }
    }
}
