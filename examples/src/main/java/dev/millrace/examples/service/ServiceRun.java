package dev.millrace.examples.service;

import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** One run: build times, start, the phases, stop, verdict. */
final class ServiceRun {
    /** How the names of the threads begin: of the pool, of the JDK's server, of the service's readers and the client. */
    static final String[] THREADS = {
        "millrace-", "HTTP-Dispatcher", "idle-timeout-task", "req-rsp-timeout-task", "service-"
    };

    private static final Duration STOP_DEADLINE = Duration.ofSeconds(10);
    private static final Duration THREADS_PATIENCE = Duration.ofSeconds(5);

    private final ServiceOptions options;
    private final Map<String, ClassFiles> packages;
    private final Function<ServiceOptions, WorkerPool> pools;
    private final ServiceReport report;

    ServiceRun(
            ServiceOptions options,
            Map<String, ClassFiles> packages,
            Function<ServiceOptions, WorkerPool> pools,
            PrintWriter out) {
        this.options = options;
        this.packages = packages;
        this.pools = pools;
        this.report = new ServiceReport(out);
    }

    ServiceVerdict run(Interruption interruption) throws IOException, InterruptedException {
        NewThreads threads = new NewThreads(THREADS);
        Map<String, String> hashes = hashes();
        report.header(options, packages.size(), BuildTimes.measure(() -> pools.apply(options)));
        WorkerPool pool = pools.apply(options);
        HashService service = HashService.start(packages, pool);
        List<PhaseResult> phases;
        DrainReport end;
        try (OpenLoopClient client = new OpenLoopClient(service.port(), hashes, options.connections())) {
            interruption.stopWith(client::stop);
            report.serving(service.port());
            phases = send(client);
            report.pool(pool.explain());
        } finally {
            end = service.stop(STOP_DEADLINE);
        }
        return verdict(phases, end, threads.left(THREADS_PATIENCE));
    }

    /** The right answers, computed by one thread before there is a pool. */
    private Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, ClassFiles> entry : packages.entrySet()) {
            hashes.put(entry.getKey(), entry.getValue().sha256());
        }
        return hashes;
    }

    private List<PhaseResult> send(OpenLoopClient client) throws InterruptedException {
        List<PhaseResult> results = new ArrayList<>();
        for (Phase phase : options.phases()) {
            PhaseResult result = client.run(phase);
            report.phase(result);
            results.add(result);
        }
        if (results.stream().allMatch(result -> result.refused() == 0)) {
            report.nothingRefused();
        }
        return results;
    }

    private ServiceVerdict verdict(List<PhaseResult> phases, DrainReport end, List<String> threadsLeft) {
        report.end(end, threadsLeft);
        ServiceVerdict verdict = new ServiceVerdict(phases, end, threadsLeft);
        report.verdict(verdict);
        return verdict;
    }
}
