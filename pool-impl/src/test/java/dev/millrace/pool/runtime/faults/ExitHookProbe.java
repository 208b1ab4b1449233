package dev.millrace.pool.runtime.faults;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Gate;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Run in a JVM of its own: a job ends it while jobs run and wait, and pools are closed by a shutdown hook, each twice. */
final class ExitHookProbe {
    private ExitHookProbe() {}

    public static void main(String[] args) {
        Ledger ledger = new Ledger(30 * Mode.values().length);
        Gate gate = new Gate();
        List<WorkerPool> pools = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            WorkerPool pool = mode.pool("hook-" + pools.size(), 2).build();
            int first = 30 * pools.size();
            pools.add(pool);
            pool.execute(gate);
            pool.executeAll(ledger.jobs(first, first + 30));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pools, gate, ledger), "hook"));
        pools.get(0).execute(() -> System.exit(0)); // waits for the hooks, and so for the close that waits for it
    }

    private static void end(List<WorkerPool> pools, Gate gate, Ledger ledger) {
        for (int i = 0; i < pools.size(); i++) {
            gate.open();
            DrainReport report = pools.get(i).close(Duration.ofSeconds(i == 0 ? 1 : 20));
            pools.get(i).close();
            if (i == 0) {
                System.out.println("still running: " + report.stillRunning().size());
            } else {
                Accounts.assertClosed(report);
            }
        }
        ledger.assertEachRanOnce();
        System.out.println("verified");
    }
}
