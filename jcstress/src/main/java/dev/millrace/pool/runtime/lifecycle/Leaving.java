package dev.millrace.pool.runtime.lifecycle;

import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.stats.Fate;

/** A pool of which there is nothing but its bound: what leaves gives its place back. */
final class Leaving implements Home {
    private final Departures departures;

    Leaving(Departures departures) {
        this.departures = departures;
    }

    @Override
    public String name() {
        return "jcstress";
    }

    @Override
    public void left(Fate fate) {
        departures.add(1);
    }

    @Override
    public void helped() {
        departures.add(1);
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
        inner.run();
    }

    @Override
    public void waiting(Runner worker) {}

    @Override
    public void stillWaiting() {}

    @Override
    public void waited(Runner worker) {}
}
