package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Departures;
import dev.millrace.pool.runtime.worker.Failures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Objectives of a pool that is not there, on a clock that a test moves. */
final class Replay {
    /** At the beginning; below 0, as the nanosecond clock may be. */
    static final long START = Long.MAX_VALUE - Duration.ofMinutes(90).toNanos();

    final FakeEvidence pool = new FakeEvidence();
    final AtomicLong departed = new AtomicLong();
    final Admission admission = new Admission(pool.capacity, new Departures(departed::get));
    final List<SloStatus> changes = new ArrayList<>();
    final SloLookout lookout;
    long now = START;
    boolean onWorker;
    private boolean again;

    Replay(Slo... slos) {
        lookout = new SloLookout(
                List.of(slos),
                pool,
                admission,
                () -> onWorker,
                () -> Instant.EPOCH.plusNanos(now - START),
                now,
                new Failures("replay", null),
                changes::add);
        lookout.begin(now);
    }

    /** So many looks, one a period. */
    Replay looks(int count, Runnable before) {
        for (int i = 0; i < count; i++) {
            now += lookout.periodNanos();
            before.run();
            again = lookout.look(now);
        }
        return this;
    }

    /** Looks until the first objective is in a state; how many it took. */
    int looksUntil(SloState state, int most, Runnable before) {
        for (int i = 1; i <= most; i++) {
            looks(1, before);
            if (status().state() == state) {
                return i;
            }
        }
        throw new AssertionError("not " + state + " after " + most + " looks: " + status());
    }

    /** The pool is at rest: nobody looks. */
    void rest(Duration time) {
        now += time.toNanos();
        lookout.begin(now);
    }

    SloStatus status() {
        return lookout.statuses(now).get(0);
    }

    List<SloState> states() {
        return changes.stream().map(SloStatus::state).toList();
    }

    /** Whether the last look wants another, even if the pool is at rest. */
    boolean wantsMore() {
        return again;
    }
}
