package dev.millrace.examples.bounded;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.WorkerPool;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** A parallel map with a bound, three times: all results with their errors, the first error, and cancelled half-way. */
final class Bounded {
    private final List<BigInteger> numbers;
    private final int atMost;
    private final Output out;

    Bounded(List<BigInteger> numbers, int atMost, Output out) {
        this.numbers = numbers;
        this.atMost = atMost;
        this.out = out;
    }

    /** Every number gets its answer or its error, in the order of the numbers. */
    Check all(WorkerPool pool) {
        Watch watch = new Watch();
        FanResults<BigInteger, BigInteger> primes =
                pool.map(numbers, watch::primeAfter, FanOut.collectAll().atMost(atMost));

        out.line("%nAll, with their errors, in the order of the input:");
        primes.forEach(result -> out.line("%s", Row.of(result, watch.placeOf(result.input()))));
        out.line("%s", primes.efficiency());
        return new Check(numbers, primes, watch.atOnce());
    }

    /** The first error ends it: what runs is interrupted, what has not begun never begins. */
    Check firstError(WorkerPool pool) {
        Watch watch = new Watch();
        FanResults<BigInteger, BigInteger> primes =
                pool.map(numbers, watch::primeAfter, FanOut.failFast().atMost(atMost));

        out.line("%nThe first error ends it:");
        try {
            out.line("no error: %d values", primes.values().size());
        } catch (FanOutException e) {
            out.line("%s", e.getCause());
        }
        out.line("%s", begun(watch));
        return new Check(numbers, primes, watch.atOnce());
    }

    /** An interrupt of the caller cancels the rest, and the caller gets what there is. */
    Check cancelled(WorkerPool pool, Duration after) {
        Watch watch = new Watch();
        Canceller canceller = Canceller.after(after);
        FanResults<BigInteger, BigInteger> primes;
        try (canceller) {
            primes = pool.map(numbers, watch::primeAfter, FanOut.collectAll().atMost(atMost));
        }

        out.line("%nCancelled after %d ms:", after.toMillis());
        out.line(
                "%d of %d have a value, %s; the caller was %s",
                primes.stream().filter(result -> result.succeeded()).count(),
                primes.size(),
                begun(watch),
                canceller.hasInterrupted() ? "interrupted" : "done before");
        return new Check(numbers, primes, watch.atOnce());
    }

    private String begun(Watch watch) {
        return watch.begun() + " searches were begun, " + (numbers.size() - watch.begun()) + " never";
    }
}
