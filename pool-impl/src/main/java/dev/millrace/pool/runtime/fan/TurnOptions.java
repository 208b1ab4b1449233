package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.JobOptions;

/** What a turn's job inherits from the options of each job: priority and label. The budgets are each job's own. */
final class TurnOptions {
    private TurnOptions() {}

    static JobOptions of(JobOptions each) {
        JobOptions options = JobOptions.none().priority(each.priority());
        String label = each.label();
        return label == null ? options : options.label(label);
    }
}
