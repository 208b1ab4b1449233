package dev.millrace.bench.scenario;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Way;
import dev.millrace.bench.Weight;
import dev.millrace.bench.limit.BareQueue;
import dev.millrace.bench.limit.CallerRuns;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** S1, S1b and S2: streams of small jobs. */
final class Streams {
    static final String OWN_SINGLES = "MILLRACE_SINGLES";
    static final String BARE_SPSC = "BARE_SPSC";
    static final String BARE_MPMC = "BARE_MPMC";

    private static final int TURN = 32;
    private static final int COLD_WARMUPS = 4;
    private static final int[] BATCHES = {32, 256};
    private static final int[] PRODUCERS = {2, 4};
    private static final double MICROSECOND = 1_000;

    private Streams() {}

    static List<Cell> singles(Staging staging) {
        return cellsOf("S1", staging, 1, 1, "");
    }

    /** Each beside one producer's rate, which is what a pool without contention keeps. */
    static List<Cell> manyProducers(Staging staging) {
        List<Cell> cells = new ArrayList<>();
        for (int producers : PRODUCERS) {
            cells.addAll(cellsOf("S1b", staging, producers, 1, producers + "p-"));
        }
        return cells;
    }

    static List<Cell> batches(Staging staging) {
        List<Cell> cells = new ArrayList<>();
        for (int batch : BATCHES) {
            cells.addAll(cellsOf("S2", staging, 1, batch, batch + "-"));
        }
        return cells;
    }

    private static List<Cell> cellsOf(String scenario, Staging staging, int producers, int batch, String prefix) {
        List<Cell> cells = new ArrayList<>();
        Pace pace = staging.pace().fromCold(COLD_WARMUPS);
        cells.add(cell(scenario, prefix + "empty", staging, producers, batch, Weight.EMPTY, pace));
        cells.add(cell(scenario, prefix + "100ns", staging, producers, batch, staging.light(), pace));
        if (staging.full()) {
            cells.add(cell(scenario, prefix + "1us", staging, producers, batch, Weight.ofNanos(MICROSECOND), pace));
        }
        return cells;
    }

    private static Cell cell(
            String scenario, String name, Staging staging, int producers, int batch, Weight weight, Pace pace) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.peers()) {
            entries.add(new Entry(
                    peer.name(), Roles.of(peer), () -> stream(peer, staging, producers, batch, batch > 1, weight)));
        }
        if (batch > 1 && staging.peers().contains(Peer.MILLRACE)) {
            entries.add(new Entry(
                    OWN_SINGLES, Role.VARIANT, () -> stream(Peer.MILLRACE, staging, producers, TURN, false, weight)));
        }
        if (producers > 1 && staging.peers().contains(Peer.MILLRACE)) {
            entries.add(new Entry(
                    "MILLRACE_ONE_PRODUCER",
                    Role.VARIANT,
                    () -> stream(Peer.MILLRACE, staging, 1, TURN, false, weight)));
        }
        int elements = staging.capacity() / batch;
        if (producers == 1) {
            entries.add(limit(BARE_SPSC, Role.LIMIT, () -> BareQueue.spsc(elements), staging, 1, batch, weight));
        }
        entries.add(limit(
                BARE_MPMC,
                producers == 1 ? Role.CONTROL : Role.LIMIT,
                () -> BareQueue.mpmc(elements, staging.workers()),
                staging,
                producers,
                batch,
                weight));
        entries.add(limit("CALLER_RUNS", Role.CONTROL, CallerRuns::new, staging, producers, batch, weight));
        return new Cell(scenario, name, List.of(Stream.RATE), entries, pace);
    }

    /** The jobs of one turn, or of one batch. */
    private static Stream stream(
            Peer peer, Staging staging, int producers, int batch, boolean together, Weight weight) {
        Completions completions = peer.completions();
        Setting setting =
                new Setting(staging.workers(), staging.capacity(), together ? batch : 1, producers, completions);
        Jobs jobs = new Jobs(weight, Math.max(TURN, batch), completions);
        return new Stream(
                peer.start(setting), jobs, together ? Way.BATCHES : Way.SINGLES, producers, staging.producers());
    }

    private static Entry limit(
            String name,
            Role role,
            Supplier<Contender> limit,
            Staging staging,
            int producers,
            int batch,
            Weight weight) {
        return new Entry(name, role, () -> {
            Completions completions = new Completions();
            Jobs jobs = new Jobs(weight, Math.max(TURN, batch), completions);
            return new Stream(limit.get(), jobs, batch > 1 ? Way.BATCHES : Way.SINGLES, producers, staging.producers());
        });
    }

    /** S10: by what is allocated, in bursts of half the capacity: waiting for room allocates, and is not meant. */
    static List<Cell> allocation(Staging staging) {
        return List.of(
                allocated("execute", Way.SINGLES, staging),
                allocated("submit", Way.FUTURES, staging),
                allocated("batch-32", Way.BATCHES, staging));
    }

    private static Cell allocated(String name, Way way, Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.peers()) {
            entries.add(new Entry(peer.name(), Roles.of(peer), () -> {
                Completions completions = peer.completions();
                int together = way == Way.BATCHES ? TURN : 1;
                Setting setting = new Setting(staging.workers(), staging.capacity(), together, 1, completions);
                return new Stream(
                        peer.start(setting),
                        new Jobs(Weight.EMPTY, TURN, completions),
                        way,
                        1,
                        staging.producers(),
                        staging.capacity() / 2);
            }));
        }
        return new Cell(
                "S10",
                name,
                List.of(Metric.BYTES),
                entries,
                staging.pace().fromCold(COLD_WARMUPS).atMost(3));
    }
}
