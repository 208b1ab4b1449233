package dev.millrace.bench.tail;

import dev.millrace.bench.Completions;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The cells of S5. */
public final class Tails {
    private static final int BATCH = 32;
    private static final int CAPACITY = 65_536;
    private static final double LOAD = 0.65;
    private static final long LEAST_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    /** Above what a thread that sleeps oversleeps, by which the workers would be busier than they should be. */
    private static final long SHORT_MICROS = 500;
    /** With 64 workers; more jobs a second than this allows would make it a test of two processors. */
    private static final long SHORT_MICROS_OF_MANY = 4_000;

    private static final int MANY = 64;

    private Tails() {}

    /** @param peers who takes part besides Millrace */
    public static List<Cell> of(List<Peer> peers, boolean full, Pace pace) {
        Pace own = pace.cold()
                .atMost(full ? 5 : 1)
                .withRounds(Math.max(LEAST_ROUND_NANOS, full ? 4 * pace.roundNanos() : 0));
        List<Cell> cells = new ArrayList<>();
        for (int workers : new int[] {2, 8, MANY}) {
            cells.add(cell("1:100-" + workers, mix(workers, 100, 0.005), 1, peers, own));
        }
        cells.add(cell("batch-8", mix(8, 100, 0.005), BATCH, peers, own));
        if (full) {
            for (int workers : new int[] {2, 8, MANY}) {
                cells.add(cell("1:1000-" + workers, mix(workers, 1_000, 0.001), 1, peers, own));
            }
            cells.add(cell("batch-2", mix(2, 100, 0.005), BATCH, peers, own));
            cells.add(cell("batch-64", mix(MANY, 100, 0.005), BATCH, peers, own));
        }
        return cells;
    }

    private static Mix mix(int workers, int longer, double share) {
        long nanos = TimeUnit.MICROSECONDS.toNanos(workers < MANY ? SHORT_MICROS : SHORT_MICROS_OF_MANY);
        return new Mix(nanos, nanos * longer, share, workers, LOAD);
    }

    private static Cell cell(String name, Mix mix, int together, List<Peer> peers, Pace pace) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : peers) {
            Role role = peer == Peer.MILLRACE ? Role.OURS : peer.isOurs() ? Role.VARIANT : Role.PEER;
            entries.add(new Entry(peer.name(), role, () -> player(peer, mix, together)));
        }
        if (together > 1 && peers.contains(Peer.MILLRACE)) {
            // The same jobs, each when it is due: what sending them as one may cost.
            entries.add(new Entry("MILLRACE_SINGLES", Role.VARIANT, () -> player(Peer.MILLRACE, mix, 1)));
        }
        return new Cell("S5", name, TailPlayer.METRICS, entries, pace);
    }

    private static TailPlayer player(Peer peer, Mix mix, int together) {
        Completions completions = peer.completions();
        Setting setting = new Setting(mix.workers(), CAPACITY, together, 1, completions);
        return new TailPlayer(mix, together, peer.start(setting), completions);
    }
}
