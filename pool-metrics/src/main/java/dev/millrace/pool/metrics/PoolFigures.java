package dev.millrace.pool.metrics;

import static dev.millrace.pool.metrics.Figure.counter;
import static dev.millrace.pool.metrics.Figure.gauge;

import dev.millrace.pool.PoolStats;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a pool shows under names of its own: where its jobs lie, its size, what the workers do, how jobs moved.
 *
 * <p>No base units: Prometheus would write them behind the names.
 */
final class PoolFigures {
    private PoolFigures() {}

    static List<Figure> all() {
        return Stream.of(waiting(), size(), jobs(), rejections(), movement(), trouble(), fans())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Figure> waiting() {
        return List.of(
                gauge(
                        "pool.in.pending",
                        "Jobs accepted and not started",
                        now -> now.depth().total()),
                gauge(
                        "pool.in.capacity",
                        "How many jobs may be accepted and not started",
                        now -> now.depth().capacity()),
                gauge(
                        "pool.in.blocked",
                        "Submitters that wait for room",
                        now -> now.depth().blockedProducers()),
                tier("queue", PoolStats.Depth::jobQueue),
                tier("lanes", PoolStats.Depth::lanes),
                tier("chunks", PoolStats.Depth::chunks),
                tier("batches", PoolStats.Depth::batches));
    }

    private static Figure tier(String tier, ToLongFunction<PoolStats.Depth> elements) {
        return gauge(
                        "pool.in.tier",
                        "Elements that have not started, by where they lie; a batch in the queue or a lane is one",
                        now -> elements.applyAsLong(now.depth()))
                .tagged("tier", tier);
    }

    private static List<Figure> size() {
        return List.of(
                gauge(
                        "pool.size",
                        "Workers at their place",
                        now -> now.workers().live()),
                gauge("pool.size.min", "The least size", now -> now.workers().min()),
                gauge("pool.size.max", "The largest size", now -> now.workers().max()),
                gauge(
                        "pool.size.target",
                        "The size that was last asked for",
                        now -> now.workers().target()),
                gauge(
                        "pool.busy",
                        "Workers that run a job",
                        now -> now.workers().busy()),
                gauge(
                        "pool.searching",
                        "Workers awake and looking for work",
                        now -> now.workers().searching()),
                gauge(
                        "pool.sleeping",
                        "Workers that are parked",
                        now -> now.workers().sleeping()),
                gauge(
                        "pool.waiting",
                        "Workers whose job waits for another job of a pool",
                        now -> now.workers().waiting()),
                gauge(
                        "pool.spares",
                        "Spare workers that are asked for, for those that wait or are stuck",
                        now -> now.workers().spares()),
                gauge(
                        "pool.threads",
                        "Live threads of workers, retiring ones included",
                        now -> now.workers().threads()),
                resizes("grow", "policy", PoolStats.Resizes::grownByPolicy),
                resizes("shrink", "policy", PoolStats.Resizes::shrunkByPolicy),
                resizes("grow", "hand", PoolStats.Resizes::grownByHand),
                resizes("shrink", "hand", PoolStats.Resizes::shrunkByHand));
    }

    private static Figure resizes(String direction, String reason, ToDoubleFunction<PoolStats.Resizes> count) {
        return counter(
                        "pool.resizes",
                        "Changes of the size, by direction and by what decided them",
                        now -> count.applyAsDouble(now.stats().resizes()))
                .tagged("direction", direction, "reason", reason);
    }

    private static List<Figure> jobs() {
        return List.of(
                counter("jobs.accepted", "Jobs admitted", now -> now.jobs().accepted()),
                counter(
                        "jobs.caller.ran",
                        "Jobs that their submitters ran in place; never accepted",
                        now -> now.jobs().callerRan()),
                processed("ok", PoolStats.Jobs::completed),
                processed("error", PoolStats.Jobs::failed),
                processed("cancelled", jobs -> jobs.cancelled() + jobs.handedBack()),
                processed("timeout", PoolStats.Jobs::expired),
                processed("rejected", jobs -> jobs.rejected() + jobs.dropped()));
    }

    private static Figure processed(String status, ToDoubleFunction<PoolStats.Jobs> count) {
        return counter("jobs.processed", "Jobs by what became of them", now -> count.applyAsDouble(now.jobs()))
                .tagged("status", status);
    }

    private static List<Figure> rejections() {
        return List.of(
                refused("full", PoolStats.Rejections::full),
                refused("timeout", PoolStats.Rejections::timedOut),
                refused("interrupted", PoolStats.Rejections::interrupted),
                refused("closed", PoolStats.Rejections::closed),
                refused("hopeless", PoolStats.Rejections::hopeless),
                refused("quarantined", PoolStats.Rejections::quarantined),
                refused("shed", PoolStats.Rejections::shed),
                counter(
                        "pool.dropped",
                        "Jobs dropped since the pool was full",
                        now -> now.jobs().dropped()));
    }

    private static Figure refused(String reason, ToDoubleFunction<PoolStats.Rejections> count) {
        return counter(
                        "pool.rejections",
                        "Jobs refused, by why",
                        now -> count.applyAsDouble(now.stats().rejections()))
                .tagged("reason", reason);
    }

    private static List<Figure> movement() {
        return List.of(
                counter(
                        "pool.steals",
                        "Times that a worker took work from another",
                        now -> now.flow().steals()),
                counter(
                        "pool.steal.attempts",
                        "Looks at a neighbour that had something",
                        now -> now.flow().stealAttempts()),
                counter(
                        "pool.stolen",
                        "Jobs or batches got by stealing",
                        now -> now.flow().stolenJobs()),
                counter("pool.batches", "Batches accepted", now -> now.flow().batches()),
                counter(
                        "pool.parks",
                        "Times that a worker went to sleep",
                        now -> now.flow().parks()),
                counter(
                        "pool.wakes",
                        "Times that a worker was woken",
                        now -> now.flow().wakes()));
    }

    private static List<Figure> trouble() {
        return List.of(
                gauge("pool.paused", "1 while the pool is paused, else 0", now -> now.paused() ? 1 : 0),
                gauge(
                        "pool.stuck.workers",
                        "Workers whose job is stuck",
                        now -> now.workers().stuck()),
                counter(
                        "pool.stuck.jobs",
                        "Jobs that were ever stuck",
                        now -> now.workers().stuckJobs()),
                counter(
                        "pool.worker.deaths",
                        "Workers that died",
                        now -> now.workers().deaths()),
                counter(
                        "pool.worker.restarts",
                        "Successors of dead workers that began",
                        now -> now.workers().restarts()),
                gauge(
                        "pool.crash.loop",
                        "1 while workers die one after the other, so that successors wait, else 0",
                        now -> now.workers().crashLoop() ? 1 : 0));
    }

    private static List<Figure> fans() {
        return List.of(
                gauge(
                        "pool.out.pending",
                        "Results of fan-outs that wait for their consumers",
                        now -> now.fans().outPending()),
                gauge(
                        "pool.out.capacity",
                        "How many results the open fan-outs may hold",
                        now -> now.fans().outCapacity()),
                gauge(
                        "pool.fans.open",
                        "Fan-ins and pipelines that have not ended",
                        now -> now.fans().open()),
                fanned("ok", PoolStats.Fans::completed),
                fanned("error", PoolStats.Fans::failed));
    }

    private static Figure fanned(String status, ToDoubleFunction<PoolStats.Fans> count) {
        return counter(
                        "pool.fan.jobs",
                        "Inputs and producers of fan-outs by how they ended",
                        now -> count.applyAsDouble(now.fans()))
                .tagged("status", status);
    }
}
