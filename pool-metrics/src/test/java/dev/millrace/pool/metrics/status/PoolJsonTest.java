package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.WorkerSnapshot;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolJsonTest {
    private final FakePool pool = FakePool.inTrouble("images");

    @Test
    void shouldHaveEachNumberOfTheStatisticsUnderItsName() throws ReflectiveOperationException {
        PoolStats stats = pool.stats();
        JsonObject json = PoolJson.of(pool);

        Map<String, Record> parts = Map.of(
                "jobs", stats.jobs(),
                "depth", stats.depth(),
                "workers", stats.workers(),
                "flow", stats.flow(),
                "fans", stats.fans(),
                "rejections", stats.rejections(),
                "resizes", stats.resizes());
        for (Map.Entry<String, Record> part : parts.entrySet()) {
            for (RecordComponent component : part.getValue().getClass().getRecordComponents()) {
                JsonElement value = json.getAsJsonObject(part.getKey()).get(component.getName());
                assertThat(value).as(part.getKey() + "." + component.getName()).isNotNull();
                assertThat(value.getAsString())
                        .isEqualTo(String.valueOf(component.getAccessor().invoke(part.getValue())));
            }
        }
        assertThat(json.getAsJsonObject("jobs").get("attempts").getAsLong())
                .isEqualTo(stats.jobs().attempts());
        assertThat(json.get("state").getAsString()).isEqualTo("RUNNING");
        assertThat(json.get("pool").getAsString()).isEqualTo("images");
    }

    @Test
    void shouldTellOfEachWorkerStealObjectiveAndDecision() {
        JsonObject json = PoolJson.of(pool);

        JsonObject third = json.getAsJsonArray("crew").get(3).getAsJsonObject();
        assertThat(third.get("number").getAsInt()).isEqualTo(3);
        assertThat(third.get("activity").getAsString()).isEqualTo("STUCK");
        assertThat(third.get("lane").getAsInt()).isEqualTo(47);
        assertThat(third.get("runningForNanos").getAsLong())
                .isEqualTo(Duration.ofSeconds(245).toNanos());
        assertThat(json.getAsJsonArray("steals")).hasSize(pool.steals.size());
        assertThat(json.getAsJsonArray("steals")
                        .get(0)
                        .getAsJsonObject()
                        .get("elements")
                        .getAsLong())
                .isEqualTo(pool.steals.get(0).elements());
        JsonObject slo = json.getAsJsonArray("slos").get(0).getAsJsonObject();
        assertThat(slo.get("state").getAsString()).isEqualTo("BREACHED");
        assertThat(slo.get("burnRate").getAsDouble()).isEqualTo(14.4);
        assertThat(slo.getAsJsonObject("objective").get("limitNanos").getAsLong())
                .isEqualTo(1_000_000_000L);
        assertThat(slo.getAsJsonObject("objective").get("series").getAsString()).isEqualTo("TOTAL");
        JsonObject decision = json.getAsJsonArray("decisions").get(23).getAsJsonObject();
        assertThat(decision.get("from").getAsInt()).isEqualTo(15);
        assertThat(decision.get("to").getAsInt()).isEqualTo(16);
        assertThat(decision.getAsJsonObject("load").get("depth").getAsInt()).isEqualTo(4_300);
        assertThat(json.get("shadow").getAsString()).isEqualTo("demand()");
        assertThat(json.getAsJsonArray("shadowDecisions")).hasSize(24);
        assertThat(json.get("shadowAnswers").getAsLong()).isEqualTo(40);
        assertThat(json.get("shadowDiffered").getAsLong()).isEqualTo(12);
        JsonObject stuck = json.getAsJsonArray("stuck").get(1).getAsJsonObject();
        assertThat(stuck.get("job").getAsString()).isEqualTo("dev.shop.Thumbnails.resize");
        assertThat(stuck.getAsJsonArray("stack").get(1).getAsString())
                .isEqualTo("dev.shop.images.Thumbnails.step0(Thumbnails.java:40)");
    }

    @Test
    void shouldMakeTextOfOthersHarmless() {
        String json = Json.text(PoolJson.of(pool));

        assertThat(json).doesNotContain("<script>", "</script>", "\u202e").doesNotContain("\n", "\r");
        String label = JsonParser.parseString(json)
                .getAsJsonObject()
                .getAsJsonArray("stuck")
                .get(0)
                .getAsJsonObject()
                .get("job")
                .getAsString();
        assertThat(label)
                .isEqualTo("<script>document.title='owned'</script>\\u000d\\u000aINFO forged \\u202e ${jndi:ldap://x}");
    }

    @Test
    void shouldCutWhatCouldGrowWithoutEnd() {
        pool.workers = Collections.nCopies(
                10_000,
                new WorkerSnapshot(1, "t".repeat(9_999), WorkerSnapshot.Activity.RUNNING, 1, 1, 1, Duration.ZERO));
        pool.waits = Collections.nCopies(10_000, "w".repeat(10_000));
        pool.stuck = Collections.nCopies(1_000, pool.stuck.get(0));
        pool.hotKeys = List.of(new KeyLoad("k".repeat(1_000_000), 1, 1));

        JsonObject json = PoolJson.of(pool);

        assertThat(json.getAsJsonArray("crew")).hasSize(PoolJson.MOST_WORKERS);
        assertThat(json.get("crewSize").getAsInt()).isEqualTo(10_000);
        assertThat(json.getAsJsonArray("stuck")).hasSize(64);
        assertThat(json.get("stuckSize").getAsInt()).isEqualTo(1_000);
        assertThat(json.toString()).hasSizeLessThan(400_000);
    }

    @Test
    void shouldStandAKeyThatCannotSayItsName() {
        pool.hotKeys = List.of(new KeyLoad(new Mute(), 1, 1));

        JsonArray keys = PoolJson.of(pool).getAsJsonArray("hotKeys");

        assertThat(keys.get(0).getAsJsonObject().get("key").getAsString()).endsWith("Mute");
    }

    @Test
    void shouldHaveNoNumberThatJsonDoesNotKnow() {
        Slo slo = Slo.p99(Series.RUN, Duration.ofMillis(5));
        pool.slos = List.of(
                new SloStatus(slo, SloState.OK, Double.NaN, 0, Double.POSITIVE_INFINITY, 0, Instant.EPOCH, false));

        JsonObject told = PoolJson.of(pool).getAsJsonArray("slos").get(0).getAsJsonObject();

        assertThat(told.get("good").isJsonNull()).isTrue();
        assertThat(told.get("burnRate").isJsonNull()).isTrue();
        assertThat(told.get("shortBurnRate").getAsDouble()).isZero();
    }

    /** A key of an application in trouble. */
    private static final class Mute {
        @Override
        public String toString() {
            throw new IllegalStateException("mute");
        }
    }
}
