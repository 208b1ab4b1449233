package dev.millrace.pool.metrics.status;

import com.google.gson.JsonObject;
import dev.millrace.pool.ObservablePool;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One pool on the page, and what was seen of it. */
final class Subject {
    private static final System.Logger LOG = System.getLogger(Subject.class.getName());
    private static final String UNREADABLE = "the pool cannot be read now";

    private final ObservablePool pool;
    private final String name;
    private final History history = new History();
    private final Timings timings;
    private final Memo now;
    private final Memo whole;

    /** The sampler's thread only, as all of this block. */
    private PoolStats.@Nullable Jobs before;

    private long beforeNanos;
    private boolean ended;

    private long ticks; // guarded by this
    private boolean failing; // guarded by this

    Subject(ObservablePool pool) {
        this.pool = pool;
        this.name = pool.name();
        this.timings = new Timings(pool);
        this.now = new Memo(() -> Json.text(json()));
        this.whole = new Memo(() -> {
            JsonObject json = json();
            json.add("history", history.columns());
            return Json.text(json);
        });
    }

    String name() {
        return name;
    }

    ObservablePool pool() {
        return pool;
    }

    /** Called once a second by the sampler's thread. Where the pool has ended, the curves stay as they were. */
    void tick() {
        try {
            if (!ended) {
                ended = pool.state() == PoolState.TERMINATED;
                history.add(sample());
            }
            wentWell();
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            synchronized (this) {
                ticks++;
                notifyAll();
            }
        }
    }

    private Sample sample() {
        PoolStats stats = pool.stats();
        long atNanos = System.nanoTime();
        double seconds = (double) Math.max(1, atNanos - beforeNanos) / TimeUnit.SECONDS.toNanos(1);
        Sample.Rates rates = before == null ? Sample.Rates.NONE : Sample.Rates.between(before, stats.jobs(), seconds);
        before = stats.jobs();
        beforeNanos = atNanos;
        return new Sample(System.currentTimeMillis(), stats, rates, timings.tick());
    }

    /**
     * Waits for the next second.
     *
     * @param seen the one that is known, or -1 for none: then at once
     */
    synchronized long awaitTick(long seen) throws InterruptedException {
        while (ticks == seen) {
            wait();
        }
        return ticks;
    }

    /** All of now, as JSON in one line; a sentence, if the pool cannot be read. */
    String now() {
        try {
            return now.get();
        } catch (RuntimeException | Error e) {
            failed(e);
            JsonObject problem = new JsonObject();
            problem.addProperty("problem", UNREADABLE);
            return Json.text(problem);
        }
    }

    /** The same with the curves of the last minutes. */
    Reply.Body whole() throws Refusal {
        try {
            return Reply.Body.json(whole.get());
        } catch (RuntimeException | Error e) {
            throw refused(e);
        }
    }

    /** What the pool says of itself, as text. */
    Reply.Body text() throws Refusal {
        try {
            return Reply.Body.text(200, pool.explain());
        } catch (RuntimeException | Error e) {
            throw refused(e);
        }
    }

    private JsonObject json() {
        JsonObject json = PoolJson.of(pool);
        json.add("latency", timings.json());
        json.add("sample", history.last());
        return json;
    }

    private Refusal refused(Throwable cause) {
        failed(cause);
        return new Refusal(500, UNREADABLE);
    }

    private synchronized void wentWell() {
        failing = false;
    }

    /** Logged once until it goes well again. */
    private synchronized void failed(Throwable cause) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "the status page cannot read pool '" + name + "'", cause);
        }
    }
}
