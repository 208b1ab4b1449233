package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.stats.Fate;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool of which there is nothing but a count of the places that were given back. */
public final class CountedHome implements Home {
    private final AtomicInteger departures = new AtomicInteger();

    /** Nothing has left. */
    public CountedHome() {}

    /** How many jobs have left the bound unstarted. */
    public int departures() {
        return departures.get();
    }

    @Override
    public String name() {
        return "jcstress";
    }

    @Override
    public void left(Fate fate) {
        departures.incrementAndGet();
    }

    @Override
    public void helped() {
        departures.incrementAndGet();
    }

    @Override
    public void helpedEnd(boolean completed) {}

    @Override
    public void help(Runnable job) {
        helped();
        job.run();
    }

    @Override
    public void act(Runnable action) {
        action.run();
    }

    @Override
    public void inPlace(Runnable inner) {
        Runner.inside(inner);
    }

    @Override
    public void waiting(Runner worker) {}

    @Override
    public void stillWaiting() {}

    @Override
    public void waited(Runner worker) {}
}
