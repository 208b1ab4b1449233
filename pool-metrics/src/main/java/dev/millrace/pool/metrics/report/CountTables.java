package dev.millrace.pool.metrics.report;

import dev.millrace.pool.PoolStats.Flow;
import dev.millrace.pool.PoolStats.Jobs;
import dev.millrace.pool.PoolStats.Rejections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The counters by their names, in the order in which they are shown. */
final class CountTables {
    private CountTables() {}

    static Map<String, Long> jobs(Jobs jobs) {
        Map<String, Long> table = new LinkedHashMap<>();
        table.put("accepted", jobs.accepted());
        table.put("completed", jobs.completed());
        table.put("failed", jobs.failed());
        table.put("cancelled", jobs.cancelled());
        table.put("expired", jobs.expired());
        table.put("dropped", jobs.dropped());
        table.put("handed back", jobs.handedBack());
        table.put("run by the submitter", jobs.callerRan());
        return table;
    }

    static Map<String, Long> rejections(Jobs jobs, Rejections rejections) {
        Map<String, Long> table = new LinkedHashMap<>();
        table.put("rejected", jobs.rejected());
        table.put("no room", rejections.full());
        table.put("no room in time", rejections.timedOut());
        table.put("submitter interrupted", rejections.interrupted());
        table.put("pool closed", rejections.closed());
        table.put("could not start in time", rejections.hopeless());
        table.put("quarantined", rejections.quarantined());
        table.put("shed", rejections.shed());
        return table;
    }

    static Map<String, Long> flow(Flow flow) {
        Map<String, Long> table = new LinkedHashMap<>();
        table.put("steals", flow.steals());
        table.put("stolen jobs or elements", flow.stolenJobs());
        table.put("attempts to steal", flow.stealAttempts());
        table.put("parks", flow.parks());
        table.put("wakes", flow.wakes());
        table.put("chunks taken", flow.chunks());
        table.put("jobs in them", flow.chunkJobs());
        table.put("elements through lanes", flow.throughLanes());
        table.put("batches", flow.batches());
        table.put("resizes", flow.resizes());
        return table;
    }
}
