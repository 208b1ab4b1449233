package dev.millrace.pool.metrics.status;

import com.google.gson.JsonObject;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloStatus;

/** An objective and how it stands, as JSON. */
final class SloJson {
    private SloJson() {}

    static JsonObject of(SloStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("name", status.slo().name());
        json.add("objective", objective(status.slo().objective()));
        json.add("target", Json.number(status.slo().target()));
        json.addProperty("windowSeconds", status.slo().window().toSeconds());
        json.addProperty("sheds", status.slo().sheds());
        json.addProperty("state", status.state().name());
        json.add("good", Json.number(status.good()));
        json.addProperty("events", status.events());
        json.add("burnRate", Json.number(status.burnRate()));
        json.add("shortBurnRate", Json.number(status.shortBurnRate()));
        json.addProperty("since", status.since().toEpochMilli());
        json.addProperty("shedding", status.shedding());
        return json;
    }

    private static JsonObject objective(Slo.Objective objective) {
        JsonObject json = new JsonObject();
        if (objective instanceof Slo.Latency latency) {
            json.addProperty("kind", "latency");
            json.addProperty("series", latency.series().name());
            json.addProperty("limitNanos", latency.limit().toNanos());
        } else if (objective instanceof Slo.Depth depth) {
            json.addProperty("kind", "depth");
            json.add("share", Json.number(depth.share()));
        } else {
            json.addProperty("kind", "errors");
        }
        return json;
    }
}
