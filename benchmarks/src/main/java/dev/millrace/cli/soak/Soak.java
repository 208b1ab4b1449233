package dev.millrace.cli.soak;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.tool.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A run: one thread lives life after life, this one looks on, tells how it goes, and ends it when nothing moves any more. */
final class Soak {
    private static final int LOOK_MILLIS = 100;
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int SAMPLES = 60;

    private final SoakOptions options;
    private final Function<WorkerPoolBuilder, WorkerPool> pools;
    private final PrintWriter out;
    private final int stuckLooks;
    private final Findings findings = new Findings();
    private final HeapCurve heap = new HeapCurve();
    private final LongAdder moves = new LongAdder();
    private final long startNanos = System.nanoTime();
    /** Whether the lives are to end early. */
    private volatile boolean stopped;
    /** The life that is lived now; for whoever looks why it does not go on. */
    private volatile @Nullable Scene scene;

    /**
     * A run that has not begun.
     *
     * @param pools builds the pools
     * @param stuckMillis for how long nothing may move
     */
    Soak(SoakOptions options, Function<WorkerPoolBuilder, WorkerPool> pools, PrintWriter out, int stuckMillis) {
        this.options = options;
        this.pools = pools;
        this.out = out;
        this.stuckLooks = stuckMillis / LOOK_MILLIS;
    }

    /** Ends the run after the life that is lived now. */
    void stop() {
        stopped = true;
    }

    SoakVerdict run() throws IOException, InterruptedException {
        Thread lives = new Thread(this::liveAll, "soak-lives");
        lives.setDaemon(true);
        lives.start();
        Path dump = watch(lives);
        return new SoakVerdict(findings, heap, dump == null ? null : dump.toString());
    }

    /** Looks are counted, not time: in a machine that stood still nothing could move. */
    private @Nullable Path watch(Thread lives) throws IOException, InterruptedException {
        long told = startNanos;
        long before = -1;
        int still = 0;
        while (lives.isAlive()) {
            lives.join(LOOK_MILLIS);
            long now = moves.sum();
            still = now == before ? still + 1 : 0;
            before = now;
            if (still >= stuckLooks) {
                Scene life = scene;
                return ThreadDump.write(options.json(), life == null ? "" : life.describe());
            }
            if (System.nanoTime() - told >= PROGRESS_NANOS) {
                told += PROGRESS_NANOS;
                tell();
            }
        }
        return null;
    }

    private void tell() {
        out.println(Format.text(
                "%5.0f s  %,9d lives  %,13d jobs  %,11d faults  heap %,7d KB  %3d threads  %d wrong",
                elapsedNanos() / 1e9,
                findings.lives.sum(),
                findings.jobs.sum(),
                findings.faults.sum(),
                heap.last(),
                Thread.activeCount(),
                findings.total()));
        out.flush();
    }

    private long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    private void liveAll() {
        SplittableRandom random = new SplittableRandom(options.seed());
        long every = options.nanos() / SAMPLES;
        long sampled = -every;
        try {
            for (long number = 1; elapsedNanos() < options.nanos() && !stopped; number++) {
                if (elapsedNanos() - sampled >= every) {
                    sampled = elapsedNanos();
                    heap.sample();
                }
                live(number, random.split());
            }
            heap.sample();
        } catch (Throwable thrown) {
            findings.wrong(findings.unexpected, 1, "the soak itself threw " + thrown);
        }
    }

    /** In a frame of its own: nothing of it is held when the heap is looked at. */
    private void live(long number, SplittableRandom random) throws InterruptedException {
        Traits traits = Traits.draw(options, number, random);
        Scene now = new Scene(traits, options.faults(), findings, moves);
        scene = now;
        new Life(now, random, pools, stuckLooks * LOOK_MILLIS * 2 / 3).live();
        scene = null;
    }
}
