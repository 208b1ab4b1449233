package dev.millrace.bench.scenario;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import dev.millrace.tool.Heap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** S9: what a pool keeps on the heap: its plumbing with 100 workers, and each job that waits, without the job itself. */
final class Footprint implements Player {
    static final Metric QUEUED = Metric.less("queued", "B/job");
    static final Metric PLUMBING = Metric.less("plumbing", "KB");

    private static final int JOBS = 65_536;
    private static final int WORKERS = 100;
    private static final int LEAST_CAPACITY = 1_024;
    private static final int ROUNDS = 2;
    private static final int MANY_ROUNDS = 5;
    /** Threads of the pool before are at their end then, and what they held is garbage. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Peer peer;
    private final boolean queued;

    private Footprint(Peer peer, boolean queued) {
        this.peer = peer;
        this.queued = queued;
    }

    static List<Cell> cells(Staging staging) {
        return List.of(cell("queued-64K", QUEUED, true, staging), cell("100-workers", PLUMBING, false, staging));
    }

    private static Cell cell(String name, Metric metric, boolean queued, Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.only(
                Peer.MILLRACE,
                Peer.THREAD_POOL_LINKED,
                Peer.THREAD_POOL_ARRAY,
                Peer.FORK_JOIN_ASYNC,
                Peer.ENHANCED_QUEUE,
                Peer.JETTY,
                Peer.NETTY)) {
            entries.add(new Entry(peer.name(), Roles.of(peer), () -> new Footprint(peer, queued)));
        }
        Pace pace = new Pace(1, staging.full() ? MANY_ROUNDS : ROUNDS, 1);
        return new Cell("S9", name, List.of(metric), entries, pace);
    }

    @Override
    public void prepare() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** The first time loads classes; that is the warm-up. */
    @Override
    public Reading play(long nanos) throws InterruptedException {
        return queued
                ? new Reading(JOBS, Map.of(QUEUED.name(), (double) (bytesWith(JOBS) - bytesWith(0)) / JOBS))
                : new Reading(WORKERS, Map.of(PLUMBING.name(), plumbingBytes() / 1e3));
    }

    /** A pool of one worker that runs a job, with so many waiting; an idle one has the least capacity. */
    private long bytesWith(int waiting) throws InterruptedException {
        Completions completions = peer.completions();
        long before = Heap.usedBytes();
        Setting setting = new Setting(1, Math.max(LEAST_CAPACITY, waiting), 1, 1, completions);
        CountDownLatch open = new CountDownLatch(1);
        try (Contender contender = peer.start(setting)) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(waiting);
            contender.execute(() -> {
                held.countDown();
                await(open);
            });
            held.await();
            Runnable job = ended::countDown;
            for (int sent = 0; sent < waiting; sent++) {
                contender.execute(job);
            }
            long bytes = Heap.usedBytes() - before;
            open.countDown();
            ended.await();
            return bytes;
        } finally {
            open.countDown();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long plumbingBytes() throws InterruptedException {
        long before = Heap.usedBytes();
        try (Contender contender = peer.start(new Setting(WORKERS, LEAST_CAPACITY, 1, 1, peer.completions()))) {
            Meeting.of(contender, WORKERS);
            return Heap.usedBytes() - before;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        // Nothing is kept between rounds.
    }
}
