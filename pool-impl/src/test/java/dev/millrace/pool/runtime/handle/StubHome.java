package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.stats.Fate;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool without workers that counts what it is told. */
final class StubHome implements Home {
    private final Map<Fate, AtomicInteger> fates = new EnumMap<>(Fate.class);
    final AtomicInteger helped = new AtomicInteger();
    final AtomicInteger helpedEnds = new AtomicInteger();
    final AtomicInteger failedActions = new AtomicInteger();

    StubHome() {
        for (Fate fate : Fate.values()) {
            fates.put(fate, new AtomicInteger());
        }
    }

    int count(Fate... which) {
        int sum = 0;
        for (Fate fate : which) {
            sum += fates.get(fate).get();
        }
        return sum;
    }

    /** How many places in the bound were given back. */
    int departures() {
        return count(Fate.values()) + helped.get();
    }

    @Override
    public String name() {
        return "stub";
    }

    @Override
    public void left(Fate fate) {
        fates.get(fate).incrementAndGet();
    }

    @Override
    public void helped() {
        helped.incrementAndGet();
    }

    @Override
    public void helpedEnd(boolean completed) {
        helpedEnds.incrementAndGet();
    }

    @Override
    public void help(Runnable job) {
        helped();
        job.run();
        helpedEnd(true);
    }

    @Override
    public void act(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error failure) {
            failedActions.incrementAndGet();
        }
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
