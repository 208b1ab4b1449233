package dev.millrace.examples.service;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What became of the requests of a phase. Latencies are counted from the moment at which a request was meant to be sent. Written by
 * the client's threads; exact when all answers have come.
 */
final class Tally {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int DIGITS = 3;

    private final AbstractHistogram okNanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final AbstractHistogram refusedNanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final LongAdder verified = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final AtomicReference<@Nullable String> firstError = new AtomicReference<>();

    void ok(long nanos, boolean right) {
        okNanos.recordValue(clamp(nanos));
        if (right) {
            verified.increment();
        }
    }

    void refused(long nanos) {
        refusedNanos.recordValue(clamp(nanos));
    }

    void error(String what) {
        errors.increment();
        firstError.compareAndSet(null, what);
    }

    private static long clamp(long nanos) {
        return Math.max(0, Math.min(LONGEST_NANOS, nanos));
    }

    /**
     * What has come by now.
     *
     * @param phase which phase
     * @param sent requests that were sent
     */
    PhaseResult result(Phase phase, int sent) {
        return new PhaseResult(phase, sent, okNanos, refusedNanos, verified.sum(), errors.sum(), firstError.get());
    }
}
