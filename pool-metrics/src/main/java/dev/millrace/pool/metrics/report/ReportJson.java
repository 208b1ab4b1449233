package dev.millrace.pool.metrics.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.millrace.pool.metrics.LatencyDistribution;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.TimelinePoint.Times;
import org.HdrHistogram.HistogramIterationValue;

/** Writes a report as JSON; {@link ReportJsonReader} reads it. Times are nanoseconds, moments are in ISO 8601. */
final class ReportJson {
    static final String FORMAT = "millrace-report";
    static final int VERSION = 1;
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private ReportJson() {}

    static String write(RunReport report) {
        LatencyReport latency = report.latency();
        JsonObject root = new JsonObject();
        root.addProperty("format", FORMAT);
        root.addProperty("version", VERSION);
        root.addProperty("pool", latency.pool());
        root.addProperty("from", latency.from().toString());
        root.addProperty("to", latency.to().toString());
        root.addProperty("recordedOneIn", latency.sampling().oneIn());
        root.addProperty("clamped", latency.clamped());
        root.add("facts", GSON.toJsonTree(report.facts()));
        report.counts().ifPresent(counts -> root.add("counts", GSON.toJsonTree(counts)));
        JsonObject series = new JsonObject();
        for (LatencySeries each : LatencySeries.values()) {
            series.add(each.label(), distribution(latency.series(each)));
        }
        root.add("latency", series);
        root.add("timeline", timeline(report.timeline()));
        if (!report.details().isEmpty()) {
            root.add("details", GSON.toJsonTree(report.details()));
        }
        return GSON.toJson(root) + "\n";
    }

    private static JsonObject distribution(LatencyDistribution distribution) {
        JsonObject object = new JsonObject();
        object.addProperty("count", distribution.count());
        object.addProperty("mean", distribution.mean());
        for (double percent : PERCENTILES) {
            object.addProperty("p" + percentName(percent), distribution.percentile(percent));
        }
        object.addProperty("max", distribution.max());
        object.addProperty("digits", distribution.digits());
        JsonArray buckets = new JsonArray();
        for (HistogramIterationValue bucket : distribution.toHistogram().recordedValues()) {
            JsonArray pair = new JsonArray(2);
            pair.add(Math.min(bucket.getValueIteratedTo(), distribution.max()));
            pair.add(bucket.getCountAddedInThisIterationStep());
            buckets.add(pair);
        }
        object.add("buckets", buckets);
        return object;
    }

    /** 99.9, but 50 and not 50.0. */
    static String percentName(double percent) {
        return percent == Math.rint(percent) ? String.valueOf((int) percent) : String.valueOf(percent);
    }

    private static JsonObject timeline(Timeline timeline) {
        JsonArray points = new JsonArray();
        for (TimelinePoint point : timeline.points()) {
            points.add(point(point));
        }
        JsonArray resizes = new JsonArray();
        for (ResizeMark mark : timeline.resizes()) {
            JsonObject object = new JsonObject();
            object.addProperty("at", mark.at().toString());
            object.addProperty("from", mark.from());
            object.addProperty("to", mark.to());
            object.addProperty("cause", mark.cause().name());
            object.addProperty("reason", mark.reason());
            resizes.add(object);
        }
        JsonObject object = new JsonObject();
        object.add("points", points);
        object.add("resizes", resizes);
        return object;
    }

    private static JsonObject point(TimelinePoint point) {
        JsonObject object = new JsonObject();
        object.addProperty("from", point.from().toString());
        object.addProperty("to", point.to().toString());
        object.addProperty("arrived", point.arrived());
        object.addProperty("ran", point.ran());
        object.addProperty("failed", point.failed());
        object.addProperty("rejected", point.rejected());
        object.addProperty("depth", point.depth());
        object.addProperty("workers", point.workers());
        object.addProperty("busy", point.busy());
        for (LatencySeries each : LatencySeries.values()) {
            Times times = point.times(each);
            object.add(each.label(), GSON.toJsonTree(times));
        }
        return object;
    }
}
