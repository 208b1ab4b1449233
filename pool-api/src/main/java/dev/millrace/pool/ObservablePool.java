package dev.millrace.pool;

import java.util.List;
import java.util.Optional;

/** What a {@link WorkerPool} tells of itself. Everything may be called from any thread and at any time, also after the close; nothing waits for a job or takes a lock that one waits for. */
public interface ObservablePool {

    /** The name that was given to the builder. */
    String name();

    /** Where the pool stands between running and terminated. */
    PoolState state();

    /** Whether {@link WorkerPool#pause} is in force. */
    boolean isPaused();

    /** Counters and gauges of now; see {@link PoolStats} for what holds between them while jobs run. */
    PoolStats stats();

    /** The workers of now, by number. */
    List<WorkerSnapshot> workers();

    /** Who took how much from whom. Counted among the first 64 workers. */
    List<StealCount> steals();

    /** A text for people: size and why, depth by tier, percentiles when they are recorded, the last decisions with their inputs. */
    String explain();

    /** The same as data. */
    PoolExplanation explanation();

    /** The last sizing decisions, oldest first, at most 64. */
    List<SizingRecord> decisions();

    /** What the {@linkplain WorkerPool#shadow shadow} would have decided, and who set it, oldest first, at most 64; {@code to} is the size that it wanted, {@code from} the one that there was. */
    List<SizingRecord> shadowDecisions();

    /** Jobs that are stuck now; see {@link WorkerPoolBuilder#stuckJobs}. */
    List<StuckJob> stuckJobs();

    /** How each {@link Slo} of the pool stands, in the order of their declaration. */
    List<SloStatus> slos();

    /** The keys with the most waiting jobs, most first, at most 8. Looks at every key that has jobs. */
    List<KeyLoad> hotKeys();

    /** Jobs that the pool does not run any more since they have killed workers; see {@link WorkerPoolBuilder#quarantineAfter}. */
    List<QuarantinedJob> quarantine();

    /** What records latency for this pool, if recording is on and a recorder was found. */
    Optional<LatencyRecorder> latency();
}
