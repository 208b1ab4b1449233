package dev.millrace.pool.metrics.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The samples of the last ten minutes. Thread-safe. */
final class History {
    static final int MOST_SAMPLES = 600;

    private static final Map<String, ToDoubleFunction<Sample>> COLUMNS = columnsByName();

    private final Deque<Sample> samples = new ArrayDeque<>(); // guarded by this

    private static Map<String, ToDoubleFunction<Sample>> columnsByName() {
        Map<String, ToDoubleFunction<Sample>> columns = new LinkedHashMap<>();
        columns.put("at", Sample::atMillis);
        columns.put("size", sample -> sample.counts().workers().live());
        columns.put("target", sample -> sample.counts().workers().target());
        columns.put("busy", sample -> sample.counts().workers().busy());
        columns.put("stuck", sample -> sample.counts().workers().stuck());
        columns.put("depth", sample -> sample.counts().depth().total());
        columns.put("completed", sample -> sample.rates().completed());
        columns.put("failed", sample -> sample.rates().failed());
        columns.put("unrun", sample -> sample.rates().unrun());
        columns.put("refused", sample -> sample.rates().refused());
        columns.put("p50", sample -> sample.times().totalP50Nanos());
        columns.put("p99", sample -> sample.times().totalP99Nanos());
        columns.put("waitP99", sample -> sample.times().waitP99Nanos());
        return columns;
    }

    synchronized void add(Sample sample) {
        if (samples.size() == MOST_SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** All of them, a list a column, oldest first. */
    synchronized JsonObject columns() {
        JsonObject columns = new JsonObject();
        COLUMNS.forEach((name, value) -> {
            JsonArray column = new JsonArray(samples.size());
            samples.forEach(sample -> column.add(Json.number(value.applyAsDouble(sample))));
            columns.add(name, column);
        });
        return columns;
    }

    /** The youngest; empty if there is none. */
    synchronized JsonObject last() {
        JsonObject values = new JsonObject();
        Sample sample = samples.peekLast();
        if (sample != null) {
            COLUMNS.forEach((name, value) -> values.add(name, Json.number(value.applyAsDouble(sample))));
        }
        return values;
    }
}
