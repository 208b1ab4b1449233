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
import dev.millrace.tool.ContextSwitches;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** S8: what a pool costs that has nothing to do. It lives for a round only, so that no other is idle meanwhile. */
final class Idle implements Player {
    static final Metric CPU = Metric.less("cpu", "ms/min");
    static final Metric WAKEUPS = Metric.less("wake-ups", "a min");

    private static final int WORKERS = 64;
    private static final int MOST_ROUNDS = 3;
    private static final double MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LEAST_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final Peer peer;
    /** What there was before the pool: whatever came after is its own. */
    private Set<Long> threadsBefore = Set.of();

    private Set<String> tasksBefore = Set.of();
    private @Nullable Contender contender;

    private Idle(Peer peer) {
        this.peer = peer;
    }

    static List<Cell> cells(Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.only(
                Peer.MILLRACE,
                Peer.THREAD_POOL_LINKED,
                Peer.FORK_JOIN_ASYNC,
                Peer.ENHANCED_QUEUE,
                Peer.JETTY,
                Peer.PEKKO)) {
            entries.add(new Entry(peer.name(), Roles.of(peer), () -> new Idle(peer)));
        }
        Pace pace = staging.pace()
                .cold()
                .atMost(staging.full() ? MOST_ROUNDS : 1)
                .withRounds(Math.max(LEAST_ROUND_NANOS, staging.pace().roundNanos() * 10));
        return List.of(new Cell("S8", WORKERS + "-workers", List.of(CPU, WAKEUPS), entries, pace));
    }

    @Override
    public void prepare() throws InterruptedException {
        threadsBefore = threads();
        tasksBefore = ContextSwitches.tasks();
        Contender started = peer.start(new Setting(WORKERS, 16 * WORKERS, 1, 1, new Completions()));
        contender = started;
        Meeting.of(started, WORKERS);
        LockSupport.parkNanos(SETTLE_NANOS);
    }

    private static Set<Long> threads() {
        return LongStream.of(ManagementFactory.getThreadMXBean().getAllThreadIds())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Of the threads that it has started, and which are still there. */
    @Override
    public Reading play(long nanos) {
        ContextSwitches switches = ContextSwitches.except(tasksBefore);
        Map<Long, Long> cpu = cpu();
        long begin = System.nanoTime();
        for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
        }
        double minutes = (System.nanoTime() - begin) / MINUTE_NANOS;
        long used = cpu().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - cpu.getOrDefault(thread.getKey(), 0L))
                .sum();
        switches = ContextSwitches.except(tasksBefore).minus(switches);
        Map<String, Double> scores = new HashMap<>();
        scores.put(CPU.name(), used / 1e6 / minutes);
        if (switches.known()) {
            scores.put(WAKEUPS.name(), Math.max(0, switches.voluntary()) / minutes);
        }
        return new Reading(1, scores);
    }

    private Map<Long, Long> cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Long, Long> cpu = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            long nanos = threadsBefore.contains(id) ? -1 : threads.getThreadCpuTime(id);
            if (nanos >= 0) {
                cpu.put(id, nanos);
            }
        }
        return cpu;
    }

    @Override
    public void settle() {
        close();
    }

    @Override
    public void close() {
        if (contender != null) {
            contender.close();
            contender = null;
        }
    }
}
