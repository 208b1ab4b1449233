package dev.millrace.bench.scenario;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** S6: jobs that do nothing but wait 10 ms, as for another machine: at best all workers wait all the time. */
final class Blocking implements Player {
    static final Metric SHARE = Metric.more("share", "of N/S");

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LEAST_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int LEAST_WAVES = 5;
    private static final int MOST_ROUNDS = 3;

    private final int workers;
    private final Contender contender;
    private final Completions completions;
    /** How long the jobs of a round really waited. */
    private final LongAdder waited = new LongAdder();

    private Blocking(int workers, Contender contender, Completions completions) {
        this.workers = workers;
        this.contender = contender;
        this.completions = completions;
    }

    static List<Cell> cells(Staging staging) {
        Pace pace = staging.pace()
                .atMost(MOST_ROUNDS)
                .withRounds(Math.max(LEAST_ROUND_NANOS, staging.pace().roundNanos() * 4));
        return List.of(cell(64, staging, pace), cell(256, staging, pace));
    }

    private static Cell cell(int workers, Staging staging, Pace pace) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.only(
                Peer.MILLRACE,
                Peer.THREAD_POOL_LINKED,
                Peer.FORK_JOIN_ASYNC,
                Peer.ENHANCED_QUEUE,
                Peer.JETTY,
                Peer.NETTY,
                Peer.VIRTUAL_THREADS)) {
            entries.add(new Entry(peer.name(), Roles.of(peer), () -> player(workers, peer)));
        }
        return new Cell("S6", Integer.toString(workers), List.of(SHARE), entries, pace);
    }

    /** Virtual threads have no workers: as many as there would be may be alive. */
    private static Blocking player(int workers, Peer peer) {
        Completions completions = peer.completions();
        Setting setting = new Setting(workers, 16 * workers, 1, 1, completions);
        if (peer != Peer.VIRTUAL_THREADS) {
            return new Blocking(workers, peer.start(setting), completions);
        }
        return new Blocking(workers, new Limited(Peer.VIRTUAL_UNBOUNDED.start(setting), workers), completions);
    }

    @Override
    public void prepare() {
        contender.wake();
    }

    @Override
    public Reading play(long nanos) {
        waited.reset();
        int jobs = workers * (int) Math.max(LEAST_WAVES, nanos / WAIT_NANOS);
        long count = completions.sum() + jobs;
        long checksum = completions.checksum();
        long begin = System.nanoTime();
        for (int job = 1; job <= jobs; job++) {
            if (job % workers == 1) {
                contender.awaitRoom(workers);
            }
            contender.execute(job(job));
        }
        await(count);
        long took = System.nanoTime() - begin;
        if (completions.checksum() - checksum != jobs * (jobs + 1L) / 2) {
            throw new UnverifiedException("other jobs ended than were sent");
        }
        double meanNanos = (double) waited.sum() / jobs;
        return new Reading(jobs, Map.of(SHARE.name(), jobs * meanNanos / workers / took));
    }

    private Runnable job(int number) {
        return switch (number % 4) {
            case 0 -> () -> run(number);
            case 1 -> () -> run(number);
            case 2 -> () -> run(number);
            default -> () -> run(number);
        };
    }

    private void run(int number) {
        long begin = System.nanoTime();
        long now = begin;
        do {
            LockSupport.parkNanos(begin + WAIT_NANOS - now);
            now = System.nanoTime();
        } while (now - begin < WAIT_NANOS);
        waited.add(now - begin);
        completions.count(number);
    }

    private void await(long count) {
        long begin = System.nanoTime();
        while (completions.sum() < count) {
            LockSupport.parkNanos(WAIT_NANOS / 100);
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new UnverifiedException("lost " + (count - completions.sum()) + " jobs");
            }
        }
        if (completions.sum() > count) {
            throw new UnverifiedException("ran " + (completions.sum() - count) + " jobs too many");
        }
    }

    @Override
    public void settle() {
        contender.rest();
    }

    @Override
    public void close() {
        contender.close();
    }

    /** So many jobs at once. */
    private record Limited(Contender contender, Semaphore permits) implements Contender {
        Limited(Contender contender, int most) {
            this(contender, new Semaphore(most));
        }

        @Override
        public void execute(Runnable job) {
            permits.acquireUninterruptibly();
            contender.execute(() -> {
                try {
                    job.run();
                } finally {
                    permits.release();
                }
            });
        }

        @Override
        public void executeEach(Runnable[] jobs) {
            for (Runnable job : jobs) {
                execute(job);
            }
        }

        @Override
        public void executeTogether(Runnable[] jobs) {
            executeEach(jobs);
        }

        @Override
        public void close() {
            contender.close();
        }
    }
}
