package dev.millrace.pool.metrics.status;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonObject;
import dev.millrace.pool.ObservablePool;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Which path answers with what. There are only these paths, to the letter: a path is never made into a name of a file. Thread-safe. */
final class Site implements Closeable {
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final List<Subject> subjects = new CopyOnWriteArrayList<>();
    private final Scrape scrape = Scrape.find();

    Site() {
        Assets.all().forEach((path, asset) -> routes.put(path, () -> asset));
        routes.put("/pools.json", this::list);
        routes.put("/pool.json", () -> subjects.get(0).whole());
        routes.put("/metrics", scrape::reply);
    }

    /** Adds a pool, under a name that no other one here has. */
    synchronized void add(ObservablePool pool) {
        Subject subject = new Subject(requireNonNull(pool, "pool"));
        String path = "/pools/" + subject.name();
        if (routes.containsKey(path + ".json")) {
            throw new IllegalArgumentException("a pool named '" + subject.name() + "' is on this page already");
        }
        scrape.add(pool);
        subjects.add(subject);
        routes.put(path + ".json", subject::whole);
        routes.put(path + ".txt", subject::text);
        routes.put(path + "/events", () -> new Reply.Events(subject));
    }

    List<Subject> subjects() {
        return subjects;
    }

    Reply reply(String path) throws Refusal {
        Route route = routes.get(path);
        if (route == null) {
            throw new Refusal(404, "there is nothing here; the page is at /");
        }
        return route.reply();
    }

    private Reply list() {
        JsonObject json = new JsonObject();
        json.add("pools", Json.list(subjects, subject -> {
            JsonObject pool = new JsonObject();
            pool.addProperty("name", subject.name());
            pool.addProperty("json", "/pools/" + subject.name() + ".json");
            pool.addProperty("text", "/pools/" + subject.name() + ".txt");
            pool.addProperty("events", "/pools/" + subject.name() + "/events");
            return pool;
        }));
        return Reply.Body.json(Json.text(json));
    }

    @Override
    public void close() {
        scrape.close();
        routes.clear();
        subjects.clear();
    }

    /** What a path answers with. */
    private interface Route {
        Reply reply() throws Refusal;
    }
}
