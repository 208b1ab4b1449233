package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.millrace.pool.PoolStats;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History();
    private final PoolStats stats = FakePool.inTrouble("orders").stats();

    @Test
    void shouldKeepTheLastOfThem() {
        for (int i = 0; i < History.MOST_SAMPLES + 5; i++) {
            history.add(new Sample(i, stats, Sample.Rates.NONE, Timings.Second.NONE));
        }

        JsonObject columns = history.columns();
        assertThat(columns.getAsJsonArray("at")).hasSize(History.MOST_SAMPLES);
        assertThat(columns.getAsJsonArray("at").get(0).getAsLong()).isEqualTo(5);
        assertThat(history.last().get("at").getAsLong()).isEqualTo(History.MOST_SAMPLES + 4);
        assertThat(columns.entrySet())
                .allSatisfy(column -> assertThat(column.getValue().getAsJsonArray())
                        .as(column.getKey())
                        .hasSize(History.MOST_SAMPLES));
    }

    @Test
    void shouldHaveNoTimeWhereNoneWasTaken() {
        history.add(new Sample(1, stats, new Sample.Rates(1, 2, 3, 4), Timings.Second.NONE));

        JsonObject last = history.last();
        assertThat(last.get("p99").isJsonNull()).isTrue();
        assertThat(last.get("busy").getAsInt()).isEqualTo(11);
        assertThat(last.get("depth").getAsInt()).isEqualTo(1_204);
        assertThat(last.get("completed").getAsInt()).isEqualTo(1);
        assertThat(last.get("failed").getAsInt()).isEqualTo(2);
        assertThat(last.get("unrun").getAsInt()).isEqualTo(3);
        assertThat(last.get("refused").getAsInt()).isEqualTo(4);
    }

    @Test
    void shouldCountRatesBySecondsAndOutcome() {
        PoolStats.Jobs before = new PoolStats.Jobs(10, 10, 1, 1, 1, 1, 1, 1, 1, 0);
        PoolStats.Jobs after = new PoolStats.Jobs(90, 90, 21, 5, 2, 4, 6, 2, 9, 0);

        assertThat(Sample.Rates.between(before, after, 2)).isEqualTo(new Sample.Rates(10, 2, 5, 4));
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(history.last().entrySet()).isEmpty();
        assertThat(history.columns().getAsJsonArray("at")).isEmpty();
    }
}
