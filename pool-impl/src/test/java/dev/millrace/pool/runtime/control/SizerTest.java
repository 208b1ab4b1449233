package dev.millrace.pool.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.LoadSnapshot;
import dev.millrace.pool.SizingDecision;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.SizingRecord.Cause;
import dev.millrace.pool.runtime.job.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SizerTest {
    private static final LoadSnapshot LOAD = new LoadSnapshot(0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1);

    private final DecisionLog log = new DecisionLog();
    private final List<Integer> applied = new ArrayList<>();
    private Throwable failure;
    private final Sizer sizer = new Sizer(
            new Size(2, 4, 8),
            size -> {
                applied.add(size.target());
                return () -> failure;
            },
            log);

    @Test
    void shouldApplyAndRecordNewBounds() {
        sizer.bounds(5, 20);

        assertThat(sizer.size()).isEqualTo(new Size(5, 5, 20));
        assertThat(applied).containsExactly(5);
        SizingRecord record = log.records().get(0);
        assertThat(record.cause()).isEqualTo(Cause.HAND);
        assertThat(record.from()).isEqualTo(4);
        assertThat(record.to()).isEqualTo(5);
        assertThat(record.reason()).isEqualTo("resize(5, 20)");
        assertThat(record.load()).isNull();
    }

    @Test
    void shouldMoveTheSizeIntoBoundsThatAreBelowIt() {
        sizer.bounds(1, 3);

        assertThat(sizer.size()).isEqualTo(new Size(1, 3, 3));
        assertThat(applied).containsExactly(3);
    }

    @Test
    void shouldKeepTheSizeWithinTheBounds() {
        sizer.apply(new SizingDecision(100, "more"), LOAD);
        assertThat(sizer.size()).isEqualTo(new Size(2, 8, 8));
        sizer.apply(new SizingDecision(-100, "less"), LOAD);
        assertThat(sizer.size()).isEqualTo(new Size(2, 2, 8));

        assertThat(applied).containsExactly(8, 2);
        assertThat(log.records()).extracting(SizingRecord::reason).containsExactly("more", "less");
        assertThat(log.records()).extracting(SizingRecord::load).containsOnly(LOAD);
    }

    @Test
    void shouldRecordWhatKeptItFromHiring() {
        failure = new OutOfMemoryError("no threads");

        sizer.apply(new SizingDecision(6, "more"), LOAD);

        assertThat(sizer.size().target()).as("still wanted").isEqualTo(6);
        assertThat(log.records()).extracting(SizingRecord::cause).containsExactly(Cause.POLICY, Cause.FAILED);
        assertThat(log.records().get(1).reason())
                .isEqualTo("a worker could not be started: java.lang.OutOfMemoryError: no threads");
        assertThat(log.resizes().total()).isEqualTo(1);
    }

    @Test
    void shouldTryAgainAtTheNextDecision() {
        failure = new OutOfMemoryError();
        sizer.apply(new SizingDecision(6, "more"), LOAD);
        failure = null;

        sizer.apply(new SizingDecision(6, "the same"), LOAD);

        assertThat(applied).containsExactly(6, 6);
    }

    @Test
    void shouldNoteWithoutAChange() {
        sizer.note(Cause.LATE, "came late", LOAD);

        assertThat(sizer.size()).isEqualTo(new Size(2, 4, 8));
        assertThat(log.records()).extracting(SizingRecord::reason).containsExactly("came late");
        assertThat(log.resizes().total()).isZero();
    }

    /** The factory of the user's is called meanwhile, and may take long. */
    @Test
    void shouldHireOutsideOfItsLock() {
        Sizer[] outer = new Sizer[1];
        List<Boolean> held = new ArrayList<>();
        outer[0] = new Sizer(
                new Size(1, 1, 8),
                size -> () -> {
                    held.add(Thread.holdsLock(outer[0]));
                    return null;
                },
                log);
        outer[0].bounds(2, 8);
        outer[0].apply(new SizingDecision(3, "more"), LOAD);

        assertThat(held).containsExactly(false, false);
    }

    /** By hand and by policy at once: the size always lies in its bounds, and what was applied last is the size. */
    @Test
    void shouldChangeOneAtATime() {
        Race.seeded(seed -> {
            List<Callable<?>> racers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random random = new Random(seed + i);
                racers.add(() -> {
                    for (int n = 0; n < 5_000; n++) {
                        int min = 1 + random.nextInt(10);
                        sizer.bounds(min, min + random.nextInt(10));
                    }
                    return null;
                });
            }
            racers.add(() -> {
                Random random = new Random(~seed);
                for (int n = 0; n < 10_000; n++) {
                    sizer.apply(new SizingDecision(random.nextInt(25), "random"), LOAD);
                    Size size = sizer.size();
                    assertThat(size.target()).isBetween(size.min(), size.max());
                }
                return null;
            });
            Race.run(racers);

            assertThat(applied).hasSize(20_000);
            assertThat(applied.get(applied.size() - 1)).isEqualTo(sizer.size().target());
        });
    }
}
