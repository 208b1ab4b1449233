package dev.millrace.pool.runtime;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutPool;
import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.PipelineBuilder;
import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.Producer;
import dev.millrace.pool.Race;
import dev.millrace.pool.runtime.fan.BulkMap;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.flow.Flows;
import dev.millrace.pool.runtime.flow.Inputs;
import dev.millrace.pool.runtime.group.Group;
import dev.millrace.pool.runtime.group.Racing;
import dev.millrace.pool.runtime.job.Elements;
import dev.millrace.pool.runtime.worker.Lives;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pool's verbs for many jobs at once: checks what is asked for, and hands it to the part that does it. */
abstract class FanVerbs implements FanOutPool {
    final Engine engine;
    private final FanHost host;

    FanVerbs(PoolConfig config, @Nullable Lives lives) {
        engine = new Engine(config, lives);
        host = new FanGate(engine);
    }

    @Override
    public final <I, T> FanResults<I, T> map(
            Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return new BulkMap<I, T>(host, Elements.of(inputs, "inputs"), mapper, policy).run();
    }

    @Override
    public final <I, T> FanResults<I, T> map(
            Iterator<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return Flows.map(host, Inputs.of(inputs), mapper, policy);
    }

    @Override
    public final <I, T> FanResults<I, T> map(
            Stream<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return Flows.map(host, Inputs.of(inputs), mapper, policy);
    }

    @Override
    public final <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return Flows.mapAsCompleted(host, Inputs.of(inputs, "inputs"), mapper, policy);
    }

    @Override
    public final <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Iterator<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return Flows.mapAsCompleted(host, Inputs.of(inputs), mapper, policy);
    }

    @Override
    public final <I, T> FanIn<FanResult<I, T>> mapAsCompleted(
            Stream<? extends I> inputs, Mapper<? super I, ? extends T> mapper, FanOut policy) {
        requireAll(inputs, mapper, policy);
        return Flows.mapAsCompleted(host, Inputs.of(inputs), mapper, policy);
    }

    private static void requireAll(Object inputs, Object mapper, Object policy) {
        requireNonNull(inputs, "inputs");
        requireNonNull(mapper, "mapper");
        requireNonNull(policy, "policy");
    }

    @Override
    public final <T> FanIn<T> fanIn(Collection<? extends Producer<? extends T>> producers, FanOut policy) {
        requireNonNull(producers, "producers");
        requireNonNull(policy, "policy");
        return Flows.fanIn(host, Inputs.of(producers, "producers"), policy);
    }

    @Override
    public final <I, T> FanResult<I, T> first(
            Collection<? extends I> inputs, Mapper<? super I, ? extends T> mapper, Race rules)
            throws InterruptedException {
        requireNonNull(inputs, "inputs");
        requireNonNull(mapper, "mapper");
        requireNonNull(rules, "rules");
        return new Racing<I, T>(host, inputs, mapper, rules).await();
    }

    @Override
    public final JobGroup group(FanOut policy) {
        return Group.open(host, policy);
    }

    @Override
    public final <I> PipelineBuilder<I> pipeline(Iterator<? extends I> inputs) {
        return Flows.pipeline(host, Inputs.of(requireNonNull(inputs, "inputs")));
    }

    @Override
    public final <I> PipelineBuilder<I> pipeline(Stream<? extends I> inputs) {
        return Flows.pipeline(host, Inputs.of(requireNonNull(inputs, "inputs")));
    }
}
