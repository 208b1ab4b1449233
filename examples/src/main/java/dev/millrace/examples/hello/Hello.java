package dev.millrace.examples.hello;

import static dev.millrace.examples.hello.Digests.digest;
import static dev.millrace.examples.tool.Text.millis;
import static java.util.Objects.requireNonNull;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Trace;
import dev.millrace.pool.WorkerPool;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One text goes to all workers, each of which digests it by another algorithm; the digests come in the order in which they are ready. */
final class Hello {
    private final String text;
    private final List<String> algorithms;
    private final int rounds;
    private final int workers;
    private final Output out;
    private long oneThreadNanos;

    Hello(String text, List<String> algorithms, int rounds, int workers, Output out) {
        this.text = text;
        this.algorithms = algorithms;
        this.rounds = rounds;
        this.workers = workers;
        this.out = out;
    }

    /** Whether all digests were right. */
    boolean run() throws NoSuchAlgorithmException {
        Map<String, String> expected = oneAfterTheOther();
        Map<String, String> found = new LinkedHashMap<>();
        try (WorkerPool pool = WorkerPool.builder("hello").workers(workers).build();
                FanIn<FanResult<String, String>> digests = pool.mapAsCompleted(
                        algorithms, algorithm -> digest(text, algorithm, rounds), FanOut.collectAll())) {
            for (FanResult<String, String> result : digests) {
                found.put(result.input(), requireNonNull(result.value()));
                show(found.size(), result);
            }
            out.line("%s", digests.efficiency());
            long wallNanos = digests.efficiency().wall().toNanos();
            out.line(
                    "one thread took %.1f ms, so this was %.2f times as fast",
                    millis(oneThreadNanos), (double) oneThreadNanos / wallNanos);
        }
        boolean verified = found.equals(expected);
        out.line("digests=%d workers=%d verified=%b", found.size(), workers, verified);
        return verified;
    }

    /** The right answers, and how long one thread takes. */
    private Map<String, String> oneAfterTheOther() throws NoSuchAlgorithmException {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String algorithm : algorithms) {
            digest(text, algorithm, rounds); // warms up, so that neither way has to wait for the compiler
            long begin = System.nanoTime();
            digests.put(algorithm, digest(text, algorithm, rounds));
            oneThreadNanos += System.nanoTime() - begin;
        }
        return digests;
    }

    private void show(int place, FanResult<String, String> result) {
        Trace trace = result.outcome().trace();
        out.line(
                "%3d. %-10s %8.1f ms on %-18s %.16s...",
                place,
                result.input(),
                millis(trace.ran().toNanos()),
                requireNonNull(trace.worker()),
                requireNonNull(result.value()));
    }
}
