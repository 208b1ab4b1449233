package dev.millrace.pool.metrics.status;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.millrace.pool.KeyLoad;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolExplanation;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.QuarantinedJob;
import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.WorkerSnapshot;
import java.util.List;

/** What a pool tells of itself, as JSON. Times are milliseconds since the epoch, durations nanoseconds; lists are cut at fixed lengths. Of a job there is its label, or its class, and nothing of what it carries. */
final class PoolJson {
    static final int MOST_WORKERS = 256;

    private static final int MOST_ROWS = 64;
    private static final int MOST_FRAMES = 64;
    private static final int LABEL = 200;
    private static final int KEY = 64;
    private static final int SENTENCE = 400;

    private PoolJson() {}

    static JsonObject of(ObservablePool pool) {
        PoolExplanation told = pool.explanation();
        JsonObject json = new JsonObject();
        json.addProperty("pool", pool.name());
        json.addProperty("at", System.currentTimeMillis());
        json.addProperty("state", told.stats().state().name());
        json.addProperty("paused", told.paused());
        addCounts(json, told.stats());
        json.addProperty("sizing", Words.of(told.sizing(), SENTENCE));
        if (told.shadow() != null) {
            json.addProperty("shadow", Words.of(told.shadow(), SENTENCE));
        }
        json.addProperty("shadowAnswers", told.shadowAnswers());
        json.addProperty("shadowDiffered", told.shadowDiffered());
        json.add("decisions", Json.list(told.decisions(), PoolJson::decision));
        json.add("shadowDecisions", Json.list(told.shadowDecisions(), PoolJson::decision));
        json.add("crew", Json.list(Json.first(told.workers(), MOST_WORKERS), PoolJson::worker));
        json.addProperty("crewSize", told.workers().size());
        json.add("steals", Json.list(pool.steals(), Json::numbers));
        json.add("stuck", Json.list(Json.first(told.stuck(), MOST_ROWS), PoolJson::stuck));
        json.addProperty("stuckSize", told.stuck().size());
        json.add("slos", Json.list(told.slos(), SloJson::of));
        json.add("waits", Json.list(Json.first(told.waits(), MOST_ROWS), PoolJson::sentence));
        json.addProperty("activeKeys", told.activeKeys());
        json.addProperty("keyedWaiting", told.keyedWaiting());
        json.add("hotKeys", Json.list(told.hotKeys(), PoolJson::key));
        json.add("quarantine", Json.list(Json.first(told.quarantine(), MOST_ROWS), PoolJson::quarantined));
        return json;
    }

    private static void addCounts(JsonObject json, PoolStats stats) {
        JsonObject jobs = Json.numbers(stats.jobs());
        jobs.addProperty("attempts", stats.jobs().attempts());
        json.add("jobs", jobs);
        json.add("depth", Json.numbers(stats.depth()));
        json.add("workers", Json.numbers(stats.workers()));
        json.add("flow", Json.numbers(stats.flow()));
        json.add("fans", Json.numbers(stats.fans()));
        json.add("rejections", Json.numbers(stats.rejections()));
        json.add("resizes", Json.numbers(stats.resizes()));
    }

    private static JsonObject decision(SizingRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("at", record.at().toEpochMilli());
        json.addProperty("cause", record.cause().name());
        json.addProperty("from", record.from());
        json.addProperty("to", record.to());
        json.addProperty("reason", Words.plain(record.reason(), SENTENCE));
        if (record.load() != null) {
            json.add("load", Json.numbers(record.load()));
        }
        return json;
    }

    private static JsonObject worker(WorkerSnapshot worker) {
        JsonObject json = new JsonObject();
        json.addProperty("number", worker.number());
        json.addProperty("thread", Words.plain(worker.thread(), LABEL));
        json.addProperty("activity", worker.activity().name());
        json.addProperty("lane", worker.lane());
        json.addProperty("held", worker.held());
        json.addProperty("started", worker.started());
        json.addProperty("runningForNanos", worker.runningFor().toNanos());
        return json;
    }

    private static JsonObject stuck(StuckJob job) {
        JsonObject json = new JsonObject();
        json.addProperty("worker", Words.plain(job.worker(), LABEL));
        json.addProperty("job", Words.plain(job.job(), LABEL));
        json.addProperty("since", job.since().toEpochMilli());
        json.addProperty("ageNanos", job.age().toNanos());
        json.addProperty("interrupted", job.interrupted());
        List<StackTraceElement> frames = Json.first(job.stack(), MOST_FRAMES);
        json.add("stack", Json.list(frames, frame -> sentence(frame.toString())));
        json.addProperty("framesLeftOut", job.stack().size() - frames.size());
        return json;
    }

    private static JsonObject key(KeyLoad load) {
        JsonObject json = new JsonObject();
        json.addProperty("key", Words.of(load.key(), KEY));
        json.addProperty("waiting", load.waiting());
        json.add("share", Json.number(load.shareOfDepth()));
        return json;
    }

    private static JsonObject quarantined(QuarantinedJob job) {
        JsonObject json = new JsonObject();
        json.addProperty("job", Words.plain(job.job(), LABEL));
        json.addProperty("refused", job.refused());
        json.add("deaths", Json.list(Json.first(job.deaths(), MOST_ROWS), death -> {
            JsonObject each = new JsonObject();
            each.addProperty("at", death.at().toEpochMilli());
            each.addProperty("worker", Words.plain(death.worker(), LABEL));
            each.addProperty("cause", Words.plain(death.cause(), SENTENCE));
            return each;
        }));
        return json;
    }

    private static JsonPrimitive sentence(String text) {
        return new JsonPrimitive(Words.plain(text, SENTENCE));
    }
}
