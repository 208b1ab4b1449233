package dev.millrace.bench.scenario;

import dev.millrace.bench.Completions;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.Weight;
import dev.millrace.bench.limit.BareQueue;
import dev.millrace.bench.limit.BareThread;
import dev.millrace.bench.limit.BareThread.Waiting;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.peer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** S3 and S3b: one job there and back, warm and after a pause. One worker, so that both sides have a processor each. */
final class Latency {
    static final String ROUND_TRIP = "VOLATILE_ROUND_TRIP";
    static final String PARK = "PARK_UNPARK";

    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(110);
    private static final int LEAST_CAPACITY = 1_024;
    private static final int COLD_WARMUPS = 3;

    private Latency() {}

    static List<Cell> warm(Staging staging) {
        return List.of(
                cell("S3", "spin", staging, false, 0, Waiting.SPIN, ROUND_TRIP),
                cell("S3", "handle", staging, true, 0, Waiting.PARK_BOTH, PARK));
    }

    static List<Cell> idle(Staging staging) {
        return List.of(
                cell("S3b", "wake", staging, false, IDLE_NANOS, Waiting.PARK, PARK),
                burst("S3b", "burst-100", staging),
                told("S3b", "told", staging));
    }

    private static Cell cell(
            String scenario,
            String name,
            Staging staging,
            boolean byHandle,
            long idleNanos,
            Waiting limit,
            String limitName) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.peers()) {
            if (idleNanos == 0 || peer != Peer.DISRUPTOR_YIELDING) { // which never sleeps
                entries.add(new Entry(
                        peer.name(),
                        Roles.of(peer),
                        () -> new Trips(new PoolEcho(peer.start(setting(peer, 1)), byHandle), idleNanos)));
            }
        }
        entries.add(new Entry(limitName, Role.LIMIT, () -> new Trips(new BareThread(limit), idleNanos)));
        if (limit == Waiting.SPIN) {
            entries.add(new Entry(
                    Streams.BARE_SPSC,
                    Role.CONTROL,
                    () -> new Trips(new PoolEcho(BareQueue.spsc(LEAST_CAPACITY), false), 0)));
        }
        return new Cell(
                scenario,
                name,
                Times.METRICS,
                entries,
                idleNanos == 0
                        ? staging.pace().fromCold(COLD_WARMUPS)
                        : staging.pace().withRounds(idleRoundNanos(staging)));
    }

    private static Cell burst(String scenario, String name, Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.peers()) {
            if (peer != Peer.DISRUPTOR_YIELDING) {
                entries.add(new Entry(peer.name(), Roles.of(peer), () -> {
                    Setting setting = setting(peer, staging.workers());
                    return new Burst(peer.start(setting), new Jobs(Weight.EMPTY, Burst.JOBS, setting.completions()));
                }));
            }
        }
        return new Cell(
                scenario,
                name,
                List.of(Burst.TIME, Burst.SLEEPS, Burst.WAKES),
                entries,
                staging.pace().withRounds(idleRoundNanos(staging)));
    }

    private static Cell told(String scenario, String name, Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Peer peer : staging.peers()) {
            entries.add(new Entry(peer.name(), Roles.of(peer), () -> new Told(peer.start(setting(peer, 1)))));
        }
        return new Cell(scenario, name, Times.METRICS, entries, staging.pace().withRounds(idleRoundNanos(staging)));
    }

    private static long idleRoundNanos(Staging staging) {
        return Math.max(IDLE_ROUND_NANOS, staging.pace().roundNanos());
    }

    private static Setting setting(Peer peer, int workers) {
        Completions completions = peer.completions();
        return new Setting(workers, LEAST_CAPACITY, 1, 1, completions);
    }

    /** What this machine's clocks and hand-overs take, told in every run. */
    static List<Cell> controls(Staging staging) {
        return List.of(
                control("round-trip", ROUND_TRIP, Waiting.SPIN, 0, staging),
                control("park-warm", PARK, Waiting.PARK, 0, staging),
                control("park-idle", PARK, Waiting.PARK, IDLE_NANOS, staging),
                new Cell(
                        "limits",
                        "clock",
                        List.of(ClockCost.COST),
                        List.of(new Entry("NANO_TIME", Role.LIMIT, ClockCost::new)),
                        staging.pace().atMost(3)),
                new Cell(
                        "limits",
                        "hiccups",
                        Hiccups.METRICS,
                        List.of(new Entry("HICCUPS", Role.LIMIT, Hiccups::new)),
                        staging.pace().atMost(3).withRounds(idleRoundNanos(staging))));
    }

    private static Cell control(String cell, String name, Waiting waiting, long idleNanos, Staging staging) {
        return new Cell(
                "limits",
                cell,
                Times.METRICS,
                List.of(new Entry(name, Role.LIMIT, () -> new Trips(new BareThread(waiting), idleNanos))),
                staging.pace()
                        .atMost(3)
                        .withRounds(idleNanos == 0 ? staging.pace().roundNanos() : idleRoundNanos(staging)));
    }
}
