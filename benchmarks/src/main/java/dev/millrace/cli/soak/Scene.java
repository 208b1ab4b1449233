package dev.millrace.cli.soak;

import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.WorkerPool;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the jobs, submitters and auditor of one life share. Thread-safe. */
final class Scene {
    /** Keys of each submitter: in order; and beyond them some that all share: one at a time. */
    static final int OWN_KEYS = 8;

    final Traits traits;
    final Findings findings;
    final LongAdder moves;
    final Ledger ledger;
    final KeyWatch keys;
    final Deeds deeds;
    final ConcurrentLinkedQueue<Handled> handles = new ConcurrentLinkedQueue<>();
    /** Jobs offered, and refused. */
    final LongAdder attempts = new LongAdder();

    final LongAdder refused = new LongAdder();
    /** Offers that ended in an error, of which it is not known whether the pool has counted them. */
    final LongAdder uncertain = new LongAdder();

    private final double faults;
    private volatile @Nullable WorkerPool pool;
    private volatile @Nullable HandlerPool<SoakJob> handlers;
    /** Whether interrupts may come from the pool: set before it is closed. */
    volatile boolean ending;
    /** Whether submitters are to stop. */
    volatile boolean over;

    Scene(Traits traits, double faults, Findings findings, LongAdder moves) {
        this.traits = traits;
        this.faults = faults;
        this.findings = findings;
        this.moves = moves;
        ledger = new Ledger(traits.jobs());
        keys = new KeyWatch(traits.submitters() * OWN_KEYS);
        deeds = new Deeds(this);
    }

    /** @param made the pool; for one of handlers the one below */
    void open(WorkerPool made, @Nullable HandlerPool<SoakJob> of) {
        handlers = of;
        pool = made;
    }

    WorkerPool pool() {
        WorkerPool now = pool;
        if (now == null) {
            throw new IllegalStateException("not open");
        }
        return now;
    }

    HandlerPool<SoakJob> handlers() {
        HandlerPool<SoakJob> now = handlers;
        if (now == null) {
            throw new IllegalStateException("not a pool of handlers");
        }
        return now;
    }

    /** The life, its jobs without an end and its pool, for people. */
    String describe() {
        StringBuilder text = new StringBuilder(traits.toString()).append(System.lineSeparator());
        for (int job = 0; job < ledger.taken(); job++) {
            if (ledger.runs(job) == 0 && ledger.fate(job) == Fate.ACCEPTED) {
                text.append("accepted and not run: ").append(job).append(System.lineSeparator());
            }
        }
        for (Handled handled : handles) {
            if (!handled.handle().isDone()) {
                text.append("not done: ").append(handled.job()).append(System.lineSeparator());
            }
        }
        WorkerPool now = pool;
        return now == null ? text.toString() : text + now.explain() + System.lineSeparator() + now.stats();
    }

    // ---- jobs

    /** A new job without a key, or null if the life has had all its jobs. */
    @Nullable SoakJob job(SplittableRandom random) {
        return job(random, KeyWatch.NO_KEY, 0);
    }

    @Nullable SoakJob job(SplittableRandom random, int key, int place) {
        int number = ledger.take(1);
        return number < 0 ? null : new SoakJob(this, number, deed(random), key, place);
    }

    /** New jobs without keys; none if there are not so many left. */
    SoakJob[] jobs(SplittableRandom random, int count) {
        int first = ledger.take(count);
        SoakJob[] jobs = new SoakJob[first < 0 ? 0 : count];
        for (int i = 0; i < jobs.length; i++) {
            jobs[i] = new SoakJob(this, first + i, deed(random), KeyWatch.NO_KEY, 0);
        }
        return jobs;
    }

    /** A job that another one submits: it does nothing. */
    @Nullable SoakJob child() {
        int number = ledger.take(1);
        return number < 0 ? null : new SoakJob(this, number, Deed.NOTHING, KeyWatch.NO_KEY, 0);
    }

    private Deed deed(SplittableRandom random) {
        return random.nextDouble() * 100 < faults ? deeds.fault(random) : deeds.usual(random);
    }

    /** Whether something is to go wrong that is not a job's. */
    boolean troubles() {
        return ThreadLocalRandom.current().nextDouble() * 100 < faults;
    }

    // ---- offers

    /**
     * Offers jobs, and notes what the pool says.
     *
     * @param accepted their fate if they are accepted
     * @param offer false if they are refused
     */
    boolean offer(Fate accepted, BooleanSupplier offer, SoakJob... jobs) {
        for (SoakJob job : jobs) {
            job.bring();
        }
        boolean in;
        try {
            in = offer.getAsBoolean();
        } catch (RejectedExecutionException e) {
            in = false;
        }
        attempts.add(jobs.length);
        moves.increment();
        if (!in) {
            refused.add(jobs.length);
        }
        for (SoakJob job : jobs) {
            ledger.fate(job.number, in ? accepted : Fate.REFUSED);
        }
        return in;
    }

    /** Notes a job's handle. */
    void handled(SoakJob job, JobHandle<?> handle) {
        handles.add(new Handled(job, handle));
    }

    // ---- what is found while it runs

    void dirty(String text) {
        findings.wrong(findings.dirty, 1, traits.name() + ": " + text);
    }

    void misordered(int key, int place) {
        findings.wrong(
                findings.misordered, 1, traits.name() + ": job " + place + " of key " + key + " came out of its turn");
    }

    void unexpected(String where, Throwable thrown) {
        findings.wrong(findings.unexpected, 1, traits.name() + ": " + where + " threw " + thrown);
    }

    record Handled(SoakJob job, JobHandle<?> handle) {}
}
