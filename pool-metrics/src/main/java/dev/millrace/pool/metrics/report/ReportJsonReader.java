package dev.millrace.pool.metrics.report;

import static dev.millrace.pool.metrics.report.ReportJson.GSON;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.TimelinePoint.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ReportJson} wrote. Anything else ends in some RuntimeException, which {@link ReportReader} puts into words. */
final class ReportJsonReader {
    private ReportJsonReader() {}

    static RunReport read(String json) {
        JsonObject root = JsonParser.parseString(json).getAsJsonObject();
        check(root);
        Map<LatencySeries, Histogram> histograms = new EnumMap<>(LatencySeries.class);
        for (LatencySeries each : LatencySeries.values()) {
            histograms.put(each, histogram(object(object(root, "latency"), each.label())));
        }
        LatencyReport latency = LatencyReport.of(
                string(root, "pool"),
                new LatencySampling((int) number(root, "recordedOneIn")),
                instant(root, "from"),
                instant(root, "to"),
                number(root, "clamped"),
                histograms);
        List<Fact> facts = new ArrayList<>();
        for (JsonElement each : array(root, "facts")) {
            JsonObject fact = each.getAsJsonObject();
            facts.add(new Fact(string(fact, "group"), string(fact, "name"), string(fact, "value")));
        }
        return new RunReport(latency, facts, counts(root), timeline(object(root, "timeline")), details(root));
    }

    private static void check(JsonObject root) {
        if (!root.has("format") || !string(root, "format").equals(ReportJson.FORMAT)) {
            throw new IllegalArgumentException("it has no \"format\":\"" + ReportJson.FORMAT + "\"");
        }
        if (number(root, "version") != ReportJson.VERSION) {
            throw new IllegalArgumentException("its version is " + number(root, "version") + ", only "
                    + ReportJson.VERSION + " is known to this version of Millrace");
        }
    }

    private static Histogram histogram(JsonObject series) {
        Histogram histogram = new Histogram(1, TimeUnit.HOURS.toNanos(1), (int) number(series, "digits"));
        for (JsonElement each : array(series, "buckets")) {
            JsonArray pair = each.getAsJsonArray();
            histogram.recordValueWithCount(pair.get(0).getAsLong(), pair.get(1).getAsLong());
        }
        return histogram;
    }

    private static @Nullable RunCounts counts(JsonObject root) {
        if (!root.has("counts")) {
            return null;
        }
        RunCounts counts = GSON.fromJson(root.get("counts"), RunCounts.class);
        if (counts.jobs() == null || counts.rejections() == null || counts.flow() == null) {
            throw new IllegalArgumentException("its counts are not complete");
        }
        return counts;
    }

    private static Timeline timeline(JsonObject object) {
        List<TimelinePoint> points = new ArrayList<>();
        for (JsonElement each : array(object, "points")) {
            points.add(point(each.getAsJsonObject()));
        }
        List<ResizeMark> resizes = new ArrayList<>();
        for (JsonElement each : array(object, "resizes")) {
            JsonObject mark = each.getAsJsonObject();
            resizes.add(new ResizeMark(
                    instant(mark, "at"),
                    (int) number(mark, "from"),
                    (int) number(mark, "to"),
                    SizingRecord.Cause.valueOf(string(mark, "cause")),
                    string(mark, "reason")));
        }
        return new Timeline(points, resizes, List.of());
    }

    private static TimelinePoint point(JsonObject point) {
        return new TimelinePoint(
                instant(point, "from"),
                instant(point, "to"),
                number(point, "arrived"),
                number(point, "ran"),
                number(point, "failed"),
                number(point, "rejected"),
                (int) number(point, "depth"),
                (int) number(point, "workers"),
                (int) number(point, "busy"),
                times(point, LatencySeries.WAIT),
                times(point, LatencySeries.RUN),
                times(point, LatencySeries.TOTAL));
    }

    private static Times times(JsonObject point, LatencySeries which) {
        return GSON.fromJson(object(point, which.label()), Times.class);
    }

    private static Map<String, Object> details(JsonObject root) {
        Map<String, Object> details = new LinkedHashMap<>();
        if (root.has("details")) {
            object(root, "details").asMap().forEach(details::put);
        }
        return details;
    }

    private static JsonElement element(JsonObject object, String name) {
        JsonElement element = object.get(name);
        if (element == null) {
            throw new IllegalArgumentException("it has no \"" + name + "\"");
        }
        return element;
    }

    private static JsonObject object(JsonObject object, String name) {
        return element(object, name).getAsJsonObject();
    }

    private static JsonArray array(JsonObject object, String name) {
        return element(object, name).getAsJsonArray();
    }

    private static String string(JsonObject object, String name) {
        return element(object, name).getAsString();
    }

    private static long number(JsonObject object, String name) {
        return element(object, name).getAsLong();
    }

    private static Instant instant(JsonObject object, String name) {
        return Instant.parse(string(object, name));
    }
}
