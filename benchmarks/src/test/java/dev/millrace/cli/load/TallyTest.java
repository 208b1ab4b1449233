package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final int JOBS = 200_000;

    private final Tallies tallies = new Tallies();

    @Test
    void shouldKeepEveryLatencyWhileOthersTakeThem() {
        Latencies sum = Latencies.large();
        CompletableFuture<Void> worker = CompletableFuture.runAsync(() -> note(JOBS));
        while (!worker.isDone()) {
            sum.add(tallies.take());
        }
        sum.add(tallies.take());

        assertThat(sum.response().getTotalCount()).isEqualTo(JOBS);
        assertThat(sum.waited().getTotalCount()).isEqualTo(JOBS);
        assertThat(sum.ran().getTotalCount()).isEqualTo(JOBS);
        assertThat(tallies.checksum()).isEqualTo(JOBS);
        assertThat(tallies.lastEndNanos()).isEqualTo(3_000);
    }

    @Test
    void shouldMeasureFromTheIntendedTime() {
        note(1);

        Latencies latencies = tallies.take();
        assertThat(latencies.response().getMaxValue()).isBetween(2_000L, 2_002L);
        assertThat(latencies.waited().getMaxValue()).isEqualTo(500);
        assertThat(latencies.ran().getMaxValue()).isEqualTo(1_500);
    }

    private void note(int jobs) {
        Tally tally = tallies.mine();
        for (int job = 0; job < jobs; job++) {
            tally.note(1, 1_000, 1_500, 3_000);
        }
    }
}
