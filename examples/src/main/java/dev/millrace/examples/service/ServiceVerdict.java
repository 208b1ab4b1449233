package dev.millrace.examples.service;

import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Whether the run was as it must be. The pool's figures and the client's are counted apart and must agree.
 *
 * @param phases what the client counted
 * @param end what the pool counted
 * @param threadsLeft names of the threads that the run left behind
 */
record ServiceVerdict(List<PhaseResult> phases, DrainReport end, List<String> threadsLeft) {

    boolean good() {
        return problems().isEmpty();
    }

    /** What is not as it must be, as sentences. */
    List<String> problems() {
        PoolStats.Jobs jobs = end.stats().jobs();
        List<String> problems = new ArrayList<>();
        if (sent() != ok() + refused() + errors()) {
            problems.add(text("%,d requests were sent, %,d came to an end", sent(), ok() + refused() + errors()));
        }
        if (verified() != ok()) {
            problems.add(text("%,d answers were wrong", ok() - verified()));
        }
        if (errors() > 0) {
            problems.add(text("%,d requests were not answered: %s", errors(), firstErrors()));
        }
        if (jobs.completed() != ok() || jobs.rejected() != refused()) {
            problems.add(text(
                    "the pool counts %,d completed and %,d rejected, the client %,d and %,d",
                    jobs.completed(), jobs.rejected(), ok(), refused()));
        }
        if (jobs.accepted() != jobs.completed() || !end.complete()) {
            problems.add(text("the pool accepted %,d requests and completed %,d", jobs.accepted(), jobs.completed()));
        }
        if (!threadsLeft.isEmpty()) {
            problems.add("these threads are left: " + String.join(", ", threadsLeft));
        }
        return problems;
    }

    /** The last line of the report. */
    String line() {
        return text(
                "requests=%d ok=%d refused=%d errors=%d verified=%b threadsLeft=%d",
                sent(), ok(), refused(), errors(), verified() == ok(), threadsLeft.size());
    }

    private long sent() {
        return sum(PhaseResult::sent);
    }

    private long ok() {
        return sum(PhaseResult::ok);
    }

    private long refused() {
        return sum(PhaseResult::refused);
    }

    private long errors() {
        return sum(PhaseResult::errors);
    }

    private long verified() {
        return sum(PhaseResult::verified);
    }

    private long sum(ToLongFunction<PhaseResult> figure) {
        return phases.stream().mapToLong(figure).sum();
    }

    private List<String> firstErrors() {
        return phases.stream()
                .flatMap(phase -> Stream.ofNullable(phase.firstError()))
                .toList();
    }
}
