package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Mapper;
import dev.millrace.pool.Pipeline;
import dev.millrace.pool.PipelineBuilder;
import dev.millrace.pool.StageFailure;
import dev.millrace.pool.runtime.fan.FanHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a pipeline is to be like. */
final class PipelineDescription<T> implements PipelineBuilder<T> {
    private final FanHost host;
    private final Inputs inputs;
    private final List<StageSpec> stages = new ArrayList<>();
    private @Nullable Consumer<? super StageFailure> onFailure;
    private @Nullable Duration within;
    private int buffer;
    private boolean opened;

    PipelineDescription(FanHost host, Inputs inputs) {
        this.host = host;
        this.inputs = inputs;
    }

    @Override
    @SuppressWarnings("unchecked") // each stage is given what the one before it makes
    public <U> PipelineBuilder<U> stage(String name, int width, int buffer, Mapper<? super T, ? extends U> mapper) {
        requireNonNull(mapper, "mapper");
        StageSpec stage = new StageSpec(requireNonNull(name, "name"), width, buffer, (Mapper<Object, Object>) mapper);
        if (stages.stream().anyMatch(other -> other.name().equals(name))) {
            throw new IllegalArgumentException("stage name must be unique in its pipeline, was \"" + name + "\" again");
        }
        refuseIfOpened();
        stages.add(stage);
        return (PipelineBuilder<U>) this;
    }

    @Override
    public PipelineBuilder<T> onFailure(Consumer<? super StageFailure> handler) {
        requireNonNull(handler, "handler");
        refuseIfOpened();
        onFailure = handler;
        return this;
    }

    @Override
    public PipelineBuilder<T> within(Duration deadline) {
        requireNonNull(deadline, "within");
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("within must be > 0, was " + deadline);
        }
        refuseIfOpened();
        within = deadline;
        return this;
    }

    @Override
    public PipelineBuilder<T> buffer(int results) {
        if (results < 1) {
            throw new IllegalArgumentException("buffer must be >= 1, was " + results);
        }
        refuseIfOpened();
        buffer = results;
        return this;
    }

    private void refuseIfOpened() {
        if (opened) {
            throw new IllegalStateException("the pipeline was opened already");
        }
    }

    @Override
    public Pipeline<T> open() {
        refuseIfOpened();
        if (stages.isEmpty()) {
            throw new IllegalStateException("the pipeline has no stage");
        }
        opened = true;
        int last = stages.get(stages.size() - 1).width();
        Piping course = new Piping(host, inputs, stages, buffer == 0 ? last : buffer, onFailure, within);
        course.open(within, null);
        return new OpenPipeline<>(course);
    }
}
