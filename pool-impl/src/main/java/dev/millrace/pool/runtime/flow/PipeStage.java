package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.StageFailure;
import dev.millrace.pool.StageStats;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the jobs of a pipeline's stage do, and how often. Thread-safe. */
final class PipeStage implements Stage.Body {
    private final Piping course;
    private final StageSpec spec;
    private final @Nullable Channel in;
    private final Channel out;
    private final LongAdder put = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder ranNanos = new LongAdder();

    /** @param in null for the first */
    PipeStage(Piping course, StageSpec spec, @Nullable Channel in, Channel out) {
        this.course = course;
        this.spec = spec;
        this.in = in;
        this.out = out;
    }

    @Override
    @SuppressWarnings("NullAway") // a mapper may break its rule; that is told when the job has ended
    public Callable<Object> job(Input.Read input) {
        Object value = input.value();
        return () -> {
            if (value == null) {
                throw new NullPointerException("the source gave null as input " + input.index());
            }
            return spec.mapper().map(value);
        };
    }

    @Override
    public void ended(Input.Read input, Outcome<Object> outcome, Channel to) {
        ranNanos.add(outcome.trace().ran().toNanos());
        if (outcome instanceof Outcome.Value<Object> given && given.value() != null) {
            put.increment();
            to.put(given.value());
            return;
        }
        failed.increment();
        course.failed(new StageFailure(spec.name(), input.value(), failure(outcome)));
        to.end();
    }

    private Throwable failure(Outcome<Object> outcome) {
        Throwable failure = outcome.failure();
        if (failure != null) {
            return failure;
        }
        return outcome instanceof Outcome.Value
                ? new NullPointerException("stage '" + spec.name() + "' gave null")
                : new CancellationException();
    }

    StageStats stats() {
        Counts now = out.counts();
        return new StageStats(
                spec.name(),
                spec.width(),
                in == null ? 0 : in.capacity(),
                now.running(),
                in == null ? 0 : in.counts().buffered(),
                now.heldBack(),
                now.started(),
                Math.max(0, put.sum() - now.heldBack()),
                failed.sum(),
                Duration.ofNanos(ranNanos.sum()));
    }
}
