package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final Reading<Integer> reading = new Reading<>(looks::incrementAndGet, now::get);
    private final List<DoubleSupplier> meters =
            IntStream.range(0, 50).mapToObj(i -> reading.meter(look -> look)).toList();

    @Test
    void shouldServeAllMetersOfAScrapeWithOneLook() {
        for (int scrape = 1; scrape <= 3; scrape++) {
            assertThat(meters).extracting(DoubleSupplier::getAsDouble).containsOnly((double) scrape);
        }
        assertThat(looks).hasValue(3);
    }

    @Test
    void shouldTellThePresentToAMeterThatIsReadAgain() {
        assertThat(meters.get(0).getAsDouble()).isEqualTo(1);
        assertThat(meters.get(0).getAsDouble()).isEqualTo(2);
        assertThat(meters.get(1).getAsDouble()).isEqualTo(2);
    }

    @Test
    void shouldNotServeWhatIsOldToAMeterThatWasNotReadThen() {
        assertThat(meters.get(0).getAsDouble()).isEqualTo(1);
        now.addAndGet(Reading.KEPT_NANOS);
        assertThat(meters.get(1).getAsDouble()).isEqualTo(1);
        now.incrementAndGet();
        assertThat(meters.get(2).getAsDouble()).isEqualTo(2);
    }

    /** The source steps on with each look; readers look at the same meters, in the way of several servers that scrape. */
    @RepeatedTest(5)
    void shouldNeverStepBackForAnybody() throws Exception {
        AtomicLong slow = new AtomicLong();
        Reading<Long> shared = new Reading<>(
                () -> {
                    long value = slow.incrementAndGet();
                    for (int i = 0; i < value % 7 * 50; i++) {
                        Thread.onSpinWait(); // some looks take longer than others, and may not be overtaken
                    }
                    return value;
                },
                now::get);
        List<DoubleSupplier> both = List.of(shared.meter(look -> look), shared.meter(look -> look));
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> backward = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                backward.add(readers.submit(() -> {
                    int steps = 0;
                    double last = 0;
                    for (int i = 0; i < 20_000; i++) {
                        double value = both.get(i & 1).getAsDouble();
                        steps += value < last ? 1 : 0;
                        last = value;
                    }
                    return steps;
                }));
            }
            for (Future<Integer> steps : backward) {
                assertThat(steps.get()).isZero();
            }
        } finally {
            readers.shutdownNow();
        }
    }
}
