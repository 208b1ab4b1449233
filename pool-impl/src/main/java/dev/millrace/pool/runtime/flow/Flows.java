package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.PipelineBuilder;
import dev.millrace.pool.runtime.fan.FanHost;

/** The verbs whose results flow. */
public final class Flows {
    /** Where the caller itself does nothing but take, a larger buffer keeps jobs from waiting for it. */
    private static final int CALLERS_BUFFER = 64;

    private Flows() {}

    /** Results as they are ready. */
    public static <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            FanHost host, Inputs inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        return Mapping.open(host, inputs, mapper, policy, 1);
    }

    /** Waits for all results. */
    public static <I, T> FanResults<I, T> map(
            FanHost host, Inputs inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        OpenFanIn<FanResult<I, T>> open = Mapping.open(host, inputs, mapper, policy, CALLERS_BUFFER);
        return Gathered.of(open, policy.failsFast());
    }

    /** What producers emit. */
    public static <T> FanIn<T> fanIn(FanHost host, Inputs producers, FanOut policy) {
        return Producing.open(host, producers, policy);
    }

    /** The description of a pipeline. */
    public static <I> PipelineBuilder<I> pipeline(FanHost host, Inputs inputs) {
        return new PipelineDescription<>(host, inputs);
    }
}
