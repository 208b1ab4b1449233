package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.pool.metrics.prometheus.Ops;
import dev.millrace.pool.metrics.prometheus.Promtool;
import dev.millrace.pool.metrics.prometheus.Replay;
import dev.millrace.pool.metrics.prometheus.Scrape;
import dev.millrace.pool.metrics.prometheus.WithPromtool;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DashboardTest {
    /** What is no name of a metric: strings, ranges, label lists, functions, words of the language. */
    private static final Pattern OTHER =
            Pattern.compile("\\{[^}]*\\}|\\[[^\\]]*\\]|\\b(by|without|ignoring|on)\\s*\\([^)]*\\)"
                    + "|\\b\\w+\\s*(?=\\()|\\b(sum|min|max|and|or|unless|bool)\\b|\\b[0-9.]+\\b");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final FakePool pool = new FakePool("orders");
    private JsonObject dashboard;

    @BeforeEach
    void open() throws IOException {
        dashboard = JsonParser.parseString(Files.readString(Ops.DASHBOARD)).getAsJsonObject();
        PoolMeters.monitor(registry, pool.pool());
    }

    @Test
    void shouldAskForMetersThatExist() {
        Set<String> names = Scrape.of(registry.scrape()).names();

        assertThat(queries())
                .hasSizeGreaterThan(40)
                .allSatisfy(
                        query -> assertThat(names(query)).as(query).isNotEmpty().isSubsetOf(names));
        assertThat(variable("pool").get("definition").getAsString()).isEqualTo("label_values(pool_size, pool)");
        assertThat(names).contains("pool_size");
    }

    @Test
    void shouldShowWhateverThePoolHasOfItsOwn() {
        Set<String> shown = new LinkedHashSet<>();
        queries().forEach(query -> shown.addAll(names(query)));
        List<String> elsewhere =
                List.of("jobs_accepted_total", "pool_batches_total", "pool_latency_sampling", "pool_slo_events");

        assertThat(Scrape.of(registry.scrape()).names().stream()
                        .filter(name -> !name.startsWith("executor_"))
                        .filter(name -> !name.matches("job_.*_(count|sum)"))
                        .filter(name -> !elsewhere.contains(name)))
                .isSubsetOf(shown);
    }

    @Test
    void shouldAskTheChosenSourceForTheChosenPools() {
        assertThat(variable("datasource").get("type").getAsString()).isEqualTo("datasource");
        assertThat(panels()).filteredOn(panel -> panel.has("targets")).allSatisfy(panel -> {
            assertThat(panel.get("description").getAsString()).isNotBlank();
            for (JsonElement target : panel.getAsJsonArray("targets")) {
                JsonObject source = target.getAsJsonObject().getAsJsonObject("datasource");
                assertThat(source.get("uid").getAsString()).isEqualTo("${datasource}");
            }
        });
        assertThat(queries())
                .allSatisfy(
                        query -> assertThat(Stream.of(query.split("\\{", -1)).skip(1))
                                .allMatch(selector -> selector.startsWith("pool=~\"$pool\"")));
    }

    @Test
    void shouldPutEachPanelWhereThereIsNoOther() {
        Set<String> cells = new LinkedHashSet<>();
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonObject panel : panels()) {
            assertThat(ids.add(panel.get("id").getAsInt())).isTrue();
            JsonObject place = panel.getAsJsonObject("gridPos");
            for (int x = 0; x < place.get("w").getAsInt(); x++) {
                for (int y = 0; y < place.get("h").getAsInt(); y++) {
                    int column = place.get("x").getAsInt() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(cells.add(column + "/" + (place.get("y").getAsInt() + y)))
                            .as(panel.get("title").getAsString())
                            .isTrue();
                }
            }
        }
    }

    @Test
    @WithPromtool
    void shouldHaveQueriesThatPrometheusParses(Promtool promtool) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
        int number = 0;
        for (String query : plain()) {
            rules.append("      - record: dashboard:query").append(number++).append("\n        expr: '");
            rules.append(query).append("'\n");
        }
        Path file = Files.createTempFile("dashboard", ".yml");
        try {
            Files.writeString(file, rules);
            Promtool.Answer answer = promtool.checkRules(file);

            assertThat(answer.exit()).as(answer.text()).isZero();
            assertThat(answer.text()).contains("SUCCESS: " + number + " rules found");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Test
    @WithPromtool
    void shouldHaveQueriesThatARealScrapeAnswers(Promtool promtool) throws IOException {
        Scrape before = Scrape.of(registry.scrape());
        pool.record(1_000, Duration.ofMillis(3), Duration.ofMillis(700));

        new Replay(promtool, Ops.ALERTS).assertAnswered(before, Scrape.of(registry.scrape()), plain());
    }

    private List<String> plain() {
        return queries().stream()
                .map(query -> query.replace("$__rate_interval", "2m").replace("$pool", ".*"))
                .toList();
    }

    private static Set<String> names(String query) {
        Set<String> names = new LinkedHashSet<>();
        NAME.matcher(OTHER.matcher(query).replaceAll(" ")).results().forEach(name -> names.add(name.group()));
        return names;
    }

    private List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonObject panel : panels()) {
            if (panel.has("targets")) {
                panel.getAsJsonArray("targets")
                        .forEach(target ->
                                queries.add(target.getAsJsonObject().get("expr").getAsString()));
            }
        }
        return queries;
    }

    private List<JsonObject> panels() {
        return objects(dashboard.getAsJsonArray("panels"));
    }

    private JsonObject variable(String name) {
        return objects(dashboard.getAsJsonObject("templating").getAsJsonArray("list")).stream()
                .filter(variable -> variable.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        array.forEach(element -> objects.add(element.getAsJsonObject()));
        return objects;
    }
}
