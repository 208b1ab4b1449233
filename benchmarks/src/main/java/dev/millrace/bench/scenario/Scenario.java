package dev.millrace.bench.scenario;

import dev.millrace.bench.match.Cell;
import dev.millrace.bench.open.OpenLoops;
import dev.millrace.bench.peer.Peer;
import dev.millrace.bench.tail.Tails;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What there is to compare. */
public enum Scenario {
    /** One producer. */
    S1("S1", "single jobs from one submitter, empty and of 100 ns", Streams::singles),
    /** Several. */
    S1B("S1b", "single jobs from two and four submitters", Streams::manyProducers),
    /** As one element. */
    S2("S2", "batches of 32 and 256; a peer gets one Runnable that loops over them", Streams::batches),
    /** Both sides awake. */
    S3("S3", "one job there and back, warm: by spinning for the answer, by its handle", Latency::warm),
    /** The other side asleep. */
    S3B(
            "S3b",
            "one job, and a burst of 100, to a pool that was idle for 10 ms; a waiting thread told of an end by a busy worker",
            Latency::idle),
    /** As they come. */
    S4("S4", "open loop: 0.1, 1, 3 and 5 M jobs/s, timed from when each was due; --picture draws it", Scenario::open),
    /** Some long. */
    S5(
            "S5",
            "rare long jobs among short ones, beside the best that could be done with the same arrivals",
            Scenario::tails),
    /** Waiting. */
    S6("S6", "jobs that wait 10 ms, on 64 and 256 workers, beside the most that so many can do", Blocking::cells),
    /** Trees. */
    S7("S7", "jobs that fork jobs and wait for them, beside ForkJoinPool", Nested::cells),
    /** Nothing to do. */
    S8("S8", "what 64 idle workers cost", Idle::cells),
    /** On the heap. */
    S9("S9", "heap that a waiting job and 100 workers keep", Footprint::cells),
    /** By what is allocated. */
    S10("S10", "bytes allocated a job: execute, submit, batches", Streams::allocation),
    /** Elsewhere. */
    S11("S11", "sizing policies beside an oracle: run './millrace simulate'", staging -> List.of()),
    /** Elsewhere. */
    S12("S12", "what it costs to be watched: run './millrace tax'", staging -> List.of());

    private final String title;
    private final String meaning;
    private final Function<Staging, List<Cell>> cells;

    Scenario(String title, String meaning, Function<Staging, List<Cell>> cells) {
        this.title = title;
        this.meaning = meaning;
        this.cells = cells;
    }

    /** Finds one by its name in any case. */
    public static Optional<Scenario> named(String name) {
        return Stream.of(values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** What this machine's clocks and hand-overs take: played in every run, beside whatever else is. */
    public static List<Cell> limits(Staging staging) {
        return Latency.controls(staging);
    }

    private static List<Cell> open(Staging staging) {
        return OpenLoops.of(
                staging.only(
                        Peer.MILLRACE,
                        Peer.MILLRACE_UNTIMED,
                        Peer.THREAD_POOL_LINKED,
                        Peer.THREAD_POOL_ARRAY,
                        Peer.FORK_JOIN_ASYNC,
                        Peer.ENHANCED_QUEUE_CREDITS,
                        Peer.DISRUPTOR_BLOCKING,
                        Peer.NETTY),
                staging.full(),
                staging.pace());
    }

    private static List<Cell> tails(Staging staging) {
        List<Peer> peers = staging.full()
                ? staging.only(
                        Peer.MILLRACE,
                        Peer.THREAD_POOL_LINKED,
                        Peer.FORK_JOIN_ASYNC,
                        Peer.ENHANCED_QUEUE_CREDITS,
                        Peer.NETTY)
                : staging.only(Peer.MILLRACE, Peer.THREAD_POOL_LINKED, Peer.NETTY);
        return Tails.of(peers, staging.full(), staging.pace());
    }

    /** As it is written. */
    public String title() {
        return title;
    }

    /** In one line. */
    public String meaning() {
        return meaning;
    }

    /** Whether another command has it. */
    public boolean isElsewhere() {
        return this == S11 || this == S12;
    }

    /** Whether it is played when none is named: one that is open loop takes a machine with nothing else to do. */
    public boolean isPlayedByDefault() {
        return !isElsewhere() && this != S4;
    }

    /** What is played. */
    public List<Cell> cells(Staging staging) {
        return cells.apply(staging);
    }
}
