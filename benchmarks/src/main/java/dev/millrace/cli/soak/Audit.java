package dev.millrace.cli.soak;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WhenFull;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;

/** Compares, when a pool has ended and its submitters are through, what the jobs did with what the submitters were told, and both with what the pool counts. */
final class Audit {
    private final Scene scene;
    private final Findings findings;
    private final PoolStats stats;
    private long runs;
    /** Accepted jobs without a handle that did not run and were not handed back. */
    private long missing;

    private long handlesDropped;
    /** Handles of jobs that were begun, and whose body may not have been reached. */
    private long begunAtMost;

    private long unrun;

    Audit(Scene scene, PoolStats stats) {
        this.scene = scene;
        this.findings = scene.findings;
        this.stats = stats;
    }

    /**
     * Audits.
     *
     * @param unrun what the pool gave back, and what its handlers could not be had for
     */
    void check(Collection<?> unrun) {
        scene.ledger.seal();
        for (Object job : unrun) {
            if (job instanceof SoakJob known) {
                scene.ledger.back(known.number);
            }
        }
        scene.handles.forEach(this::settle);
        for (int job = 0; job < scene.ledger.taken(); job++) {
            check(job);
        }
        checkMissing();
        checkSums();
        if (scene.traits.plain() && !scene.traits.handlers()) {
            checkAgainstSubmitters();
        }
        findings.jobs.add(scene.ledger.taken());
    }

    /** A handle knows its job's fate when the pool has ended. */
    private void settle(Scene.Handled handled) {
        int job = handled.job().number;
        if (!handled.handle().isDone()) {
            wrong(findings.lost, job, "has a handle that is not done");
            return;
        }
        Outcome<?> outcome = handled.handle().outcome();
        if (outcome instanceof Outcome.Dropped) {
            handlesDropped++;
        }
        if (outcome instanceof Outcome.Value<?> value
                && value.value() != null
                && !value.value().equals(job)) {
            wrong(findings.dirty, job, "has the value of job " + value.value());
        }
        Fate fate = Outcomes.fate(outcome);
        begunAtMost += fate == Fate.EITHER ? 1 : 0;
        unrun += fate == Fate.UNRUN ? 1 : 0;
        scene.ledger.fate(job, fate);
    }

    private void check(int job) {
        int ran = scene.ledger.runs(job);
        int backs = scene.ledger.backs(job);
        runs += ran;
        if (ran > 1 || backs > 1) {
            wrong(findings.duplicated, job, "ran " + ran + " times and was handed back " + backs + " times");
            return;
        }
        switch (scene.ledger.fate(job)) {
            case NONE, REFUSED, UNRUN -> {
                if (ran > 0) {
                    wrong(findings.phantoms, job, "ran, though it was " + scene.ledger.fate(job));
                }
            }
            case RAN -> {
                if (ran == 0) {
                    wrong(findings.lost, job, "did not run, though its outcome says so");
                }
            }
            case ACCEPTED -> {
                if (ran + backs > 1) {
                    wrong(findings.phantoms, job, "ran and was handed back");
                }
                missing += 1L - Math.min(1, ran + backs);
            }
            case HANDLED, EITHER -> {}
        }
    }

    private void checkMissing() {
        long dropped = stats.jobs().dropped() - handlesDropped;
        if (scene.traits.handlers() && scene.traits.whenFull() instanceof WhenFull.CallerRuns) {
            // A submitter that runs a job itself tries it once: it fails where its handler cannot be opened, or
            // dies before the job; of a job without a handle nobody is told.
            missing = Math.max(0, missing - stats.jobs().callerRan());
        }
        boolean drops = scene.traits.whenFull() instanceof WhenFull.DropNewest
                || scene.traits.whenFull() instanceof WhenFull.DropOldest;
        if (missing > dropped || !drops && missing > 0) {
            findings.wrong(
                    findings.lost,
                    drops ? missing - dropped : missing,
                    scene.traits.name() + ": " + missing + " accepted jobs did not run, the pool has dropped "
                            + dropped);
        }
    }

    private void checkSums() {
        PoolStats.Jobs jobs = stats.jobs();
        equal("state", stats.state() == PoolState.TERMINATED ? 0 : 1, 0);
        equal("accepted and ended", jobs.accepted(), jobs.ended());
        equal("started and run to an end", jobs.started(), jobs.completed() + jobs.failed());
        equal(
                "rejections and their reasons",
                jobs.rejected(),
                stats.rejections().total());
        equal("depth", stats.depth().total(), 0);
    }

    private void checkAgainstSubmitters() {
        PoolStats.Jobs jobs = stats.jobs();
        long slack = scene.uncertain.sum();
        near("attempts and offers", jobs.attempts(), scene.attempts.sum(), slack);
        near("rejected and refused", jobs.rejected(), scene.refused.sum(), slack);
        // A job that is cancelled between its begin and its first step counts as run, and so does one that
        // expires or is cancelled in the hand of a submitter that was to run it.
        near(
                "runs and counted runs",
                runs,
                jobs.completed() + jobs.failed() + jobs.callerRan(),
                begunAtMost + Math.min(unrun, jobs.callerRan()));
    }

    private void equal(String what, long one, long other) {
        near(what, one, other, 0);
    }

    private void near(String what, long one, long other, long slack) {
        if (Math.abs(one - other) > slack) {
            findings.wrong(
                    findings.unaccounted,
                    Math.abs(one - other),
                    scene.traits.name() + ": " + what + ": " + one + " and " + other + "; " + stats);
        }
    }

    private void wrong(LongAdder count, int job, String what) {
        findings.wrong(count, 1, scene.traits.name() + ": job " + job + " " + what + "; " + scene.traits);
    }
}
