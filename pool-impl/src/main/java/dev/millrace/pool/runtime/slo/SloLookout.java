package dev.millrace.pool.runtime.slo;

import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.runtime.admission.Admission;
import dev.millrace.pool.runtime.admission.Shedding;
import dev.millrace.pool.runtime.watch.Lookout;
import dev.millrace.pool.runtime.worker.Failures;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks at the objectives of a pool: each as often as its window needs, all while the pool works, and on as long as one is not kept, so that a state ends without a job. The monitor is held during a look and by who asks how they stand; no job takes it.
 */
public final class SloLookout implements Lookout {
    private final List<Watched> all = new ArrayList<>();
    private final Admission admission;
    private final InstantSource clock;
    private final Failures failures;
    private final Consumer<SloStatus> changes;
    private final long periodNanos;

    /**
     * Looks at nothing yet.
     *
     * @param spared whether the current thread's jobs are never shed
     * @param changes told of each change of a state, by the watch's thread and under no lock
     */
    public SloLookout(
            List<Slo> slos,
            Evidence evidence,
            Admission admission,
            BooleanSupplier spared,
            InstantSource clock,
            long nowNanos,
            Failures failures,
            Consumer<SloStatus> changes) {
        this.admission = admission;
        this.clock = clock;
        this.failures = failures;
        this.changes = changes;
        for (Slo slo : slos) {
            Objective objective = new Objective(slo, evidence, nowNanos, clock.instant());
            all.add(new Watched(objective, new Shedder(objective, evidence, spared)));
        }
        periodNanos = all.stream()
                .mapToLong(watched -> watched.objective().periodNanos())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    @Override
    public long periodNanos() {
        return periodNanos;
    }

    @Override
    public synchronized void begin(long nowNanos) {
        all.forEach(watched -> watched.objective().begin(nowNanos));
    }

    /** What was not due is to be looked at again: what happened since must be seen before the watch rests. */
    @Override
    public boolean look(long nowNanos) {
        List<SloStatus> changed = new ArrayList<>();
        boolean again = false;
        synchronized (this) {
            for (Watched watched : all) {
                Objective objective = watched.objective();
                if (!objective.isDue(nowNanos)) {
                    again = true;
                } else if (lookAt(watched, nowNanos)) {
                    changed.add(objective.status(nowNanos));
                }
                again |= objective.state() != SloState.OK;
            }
            shed(nowNanos);
        }
        changed.forEach(this::tell);
        return again;
    }

    /** One that cannot be counted, since the recorder fails, keeps no other from being looked at. */
    private boolean lookAt(Watched watched, long nowNanos) {
        Objective objective = watched.objective();
        try {
            boolean changed = objective.look(nowNanos, clock.instant());
            if (changed && objective.sheds()) {
                watched.shedder().begin(nowNanos);
            }
            return changed;
        } catch (Throwable failure) {
            failures.ofPart("counting for objective " + objective.slo(), failure);
            return false;
        }
    }

    /** Where several shed, the one that lets the fewest wait. */
    private void shed(long nowNanos) {
        Shedding strictest = null;
        for (Watched watched : all) {
            Objective objective = watched.objective();
            if (objective.sheds()) {
                Shedding its = watched.shedder().shedding(nowNanos, objective.status(nowNanos));
                strictest = strictest == null || its.few() < strictest.few() ? its : strictest;
            }
        }
        if (strictest != null || admission.shedding() != null) {
            admission.shed(strictest);
        }
    }

    private void tell(SloStatus status) {
        if (status.state() == SloState.BREACHED) {
            failures.tell(() -> inWords(status));
        }
        changes.accept(status);
    }

    private static String inWords(SloStatus status) {
        return String.format(
                Locale.ROOT,
                "objective %s is breached: %.3f %% good of %,d %s%s",
                status.slo(),
                100 * status.good(),
                status.events(),
                status.slo().objective() instanceof Slo.Depth ? "ms" : "jobs",
                status.shedding() ? "; the pool sheds load" : "");
    }

    /** How they stand, in the order of their declaration. */
    public synchronized List<SloStatus> statuses(long nowNanos) {
        return all.stream().map(watched -> watched.objective().status(nowNanos)).toList();
    }

    @Override
    public String toString() {
        return "objectives";
    }

    private record Watched(Objective objective, Shedder shedder) {}
}
