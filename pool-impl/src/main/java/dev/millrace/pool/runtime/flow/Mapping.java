package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.fan.FanHost;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A fan-in of what a mapper makes of inputs: one stage, whose every job has a result, whatever became of it. */
final class Mapping<I, T> extends Course implements Stage.Body {
    private final Mapper<? super I, ? extends T> mapper;
    private final boolean failsFast;

    Mapping(FanHost host, Mapper<? super I, ? extends T> mapper, boolean failsFast) {
        super(host);
        this.mapper = mapper;
        this.failsFast = failsFast;
    }

    /** Begins with inputs by a policy. */
    static <I, T> OpenFanIn<FanResult<I, T>> open(
            FanHost host, Inputs inputs, Mapper<? super I, ? extends T> mapper, FanOut policy, int leastBuffer) {
        Mapping<I, T> made = new Mapping<>(host, mapper, policy.failsFast());
        int width = Single.width(host, policy);
        int buffer = policy.buffered().orElse(Math.max(width, leastBuffer));
        Single.open(made, made, inputs, new Channel(width, buffer, made), policy);
        return new OpenFanIn<>(made);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // a value may be null
    public Callable<Object> job(Input.Read input) {
        Object value = input.value();
        return () -> {
            if (value == null) {
                throw new NullPointerException("input " + input.index() + " is null");
            }
            return mapper.map((I) value);
        };
    }

    @Override
    public void ended(Input.Read input, Outcome<Object> outcome, Channel out) {
        out.put(result(input, outcome));
        if (failsFast && !(outcome instanceof Outcome.Value)) {
            stop(End.CANCELLED);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // an iterator may give null
    private static <I> FanResult<I, Object> result(Input.Read input, Outcome<Object> outcome) {
        return new FanResult<>(input.index(), (I) input.value(), outcome);
    }

    @Override
    void overdue() {
        stop(End.OVERDUE);
    }

    @Override
    void lost(End why) {
        stop(why);
    }

    @Override
    Object unbegun(Input.Read input, End why) {
        return result(input, why.ofUnbegun(input.sinceNanos()));
    }

    @Override
    @Nullable Throwable failureAtEnd() {
        return null;
    }

    @Override
    boolean jobsWait() {
        return false;
    }
}
