package dev.millrace.bench.open;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.limit.BareQueue;
import dev.millrace.bench.limit.CallerRuns;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The cells of S4. The generator has a processor of its own, so the pools have one worker less than there are processors. */
public final class OpenLoops {
    /** The machine's own hiccups, at the same rate and with the same clock: no pool, the generator runs the job. */
    static final String HICCUPS = "HICCUPS";

    private static final double[] RATES = {0.1e6, 1e6, 3e6, 5e6};
    private static final int CAPACITY = 65_536;
    private static final int IN_FLIGHT = 2 * CAPACITY;
    private static final int MOST_ROUNDS = 3;
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final long FULL_ROUND_NANOS = TimeUnit.SECONDS.toNanos(10);

    private OpenLoops() {}

    /** @param peers who takes part, Millrace too */
    public static List<Cell> of(List<Peer> peers, boolean full, Pace pace) {
        Pace own = full
                ? new Pace(pace.warmupNanos(), pace.rounds(), FULL_ROUND_NANOS)
                : pace.atMost(MOST_ROUNDS).withRounds(Math.min(ROUND_NANOS, 20 * pace.roundNanos()));
        List<Cell> cells = new ArrayList<>();
        for (double rate : RATES) {
            cells.add(cell(rate, true, peers, own));
            if (full) {
                cells.add(cell(rate, false, peers, own));
            }
        }
        return cells;
    }

    /** Such as 0.1M or 3M-fixed. */
    static String name(double rate, boolean byChance) {
        double millions = rate / 1e6;
        String number = millions < 1 ? Double.toString(millions) : Integer.toString((int) millions);
        return number + "M" + (byChance ? "" : "-fixed");
    }

    private static Cell cell(double rate, boolean byChance, List<Peer> peers, Pace pace) {
        int workers = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : peers) {
            Role role = peer == Peer.MILLRACE ? Role.OURS : peer.isOurs() ? Role.VARIANT : Role.PEER;
            Completions completions = peer.completions();
            Setting setting = new Setting(workers, CAPACITY, 1, 1, completions);
            entries.add(new Entry(peer.name(), role, () -> player(rate, byChance, peer.start(setting), completions)));
        }
        entries.add(limit("BARE_SPSC", Role.LIMIT, rate, byChance, () -> BareQueue.spsc(CAPACITY)));
        entries.add(limit(HICCUPS, Role.CONTROL, rate, byChance, CallerRuns::new));
        return new Cell("S4", name(rate, byChance), OpenPlayer.metrics(), entries, pace);
    }

    private static Entry limit(String name, Role role, double rate, boolean byChance, Callable<Contender> contender) {
        return new Entry(name, role, () -> player(rate, byChance, contender.call(), new Completions()));
    }

    private static OpenPlayer player(double rate, boolean byChance, Contender contender, Completions completions) {
        return new OpenPlayer(rate, byChance, IN_FLIGHT, contender, completions);
    }
}
