package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Emitter;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Producer;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.fan.FanHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A fan-in of what producers emit: one stage, whose jobs have no result of their own. */
final class Producing<T> extends Course implements Stage.Body {
    private final boolean failsFast;
    private final @Nullable Duration within;
    /** Of the producers, in the order in which they failed. Guarded by itself. */
    private final List<FanResult<Void, Void>> failures = new ArrayList<>();

    Producing(FanHost host, FanOut policy) {
        super(host);
        this.failsFast = policy.failsFast();
        this.within = policy.deadline();
    }

    /** Begins by a policy. */
    static <T> OpenFanIn<T> open(FanHost host, Inputs producers, FanOut policy) {
        Producing<T> made = new Producing<>(host, policy);
        int width = Single.width(host, policy);
        Single.open(made, made, producers, new Channel(width, policy.buffered().orElse(width), made), policy);
        return new ProducedFanIn<>(made);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // it has no value
    public Callable<Object> job(Input.Read input) {
        Producer<T> producer = (Producer<T>) input.value();
        return () -> {
            Emission<T> out = new Emission<>(this);
            try {
                producer.produce(out);
            } finally {
                out.end();
            }
            return null;
        };
    }

    @Override
    public void ended(Input.Read input, Outcome<Object> outcome, Channel out) {
        if (!(outcome instanceof Outcome.Value)) {
            failed(input, outcome);
        }
        out.end();
    }

    @SuppressWarnings("NullAway") // there is no input to tell
    private void failed(Input.Read input, Outcome<?> outcome) {
        @SuppressWarnings("unchecked")
        FanResult<Void, Void> failure = new FanResult<>(input.index(), null, (Outcome<Void>) outcome);
        synchronized (failures) {
            failures.add(failure);
        }
        if (failsFast) {
            fail(FanOutException.of(List.of(failure)), true);
        }
    }

    @Override
    void overdue() {
        fail(
                FanOutException.of(
                        new TimeoutException(
                                "the fan-in was not at its end within " + Times.inWords(requireNonNull(within))),
                        0),
                failsFast,
                End.OVERDUE);
    }

    @Override
    void lost(End why) {
        stop(why);
    }

    @Override
    @Nullable Object unbegun(Input.Read input, End why) {
        failed(input, why.ofUnbegun(input.sinceNanos()));
        return null;
    }

    List<FanResult<Void, Void>> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }

    @Override
    @Nullable Throwable failureAtEnd() {
        List<FanResult<Void, Void>> all = failures();
        return all.isEmpty() ? null : FanOutException.of(all);
    }

    @Override
    boolean jobsWait() {
        return true;
    }

    /** Where one producer emits. Confined to its thread, and to its run. */
    private static final class Emission<T> implements Emitter<T> {
        private final Producing<T> course;
        private final Thread owner = Thread.currentThread();
        private boolean over;

        Emission(Producing<T> course) {
            this.course = course;
        }

        void end() {
            over = true;
        }

        @Override
        public void emit(T value) throws InterruptedException {
            if (value == null) {
                throw new NullPointerException("value");
            }
            if (Thread.currentThread() != owner || over) {
                throw new IllegalStateException("an emitter is its producer's, on its thread, while it runs");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            course.last().emit(value, !course.consumer().isInPlace());
        }
    }

    /** With the failures of its producers. */
    private static final class ProducedFanIn<T> extends OpenFanIn<T> {
        private static final int SHOWN = 100;

        private final Producing<T> course;

        ProducedFanIn(Producing<T> course) {
            super(course);
            this.course = course;
        }

        @Override
        public List<FanResult<Void, Void>> failures() {
            List<FanResult<Void, Void>> all = course.failures();
            return all.size() <= SHOWN ? all : List.copyOf(all.subList(0, SHOWN));
        }
    }
}
