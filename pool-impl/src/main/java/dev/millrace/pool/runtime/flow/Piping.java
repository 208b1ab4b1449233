package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.StageFailure;
import dev.millrace.pool.StageStats;
import dev.millrace.pool.runtime.explain.Times;
import dev.millrace.pool.runtime.fan.FanHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stages of a pipeline, each behind the one before. */
final class Piping extends Course {
    private final @Nullable Consumer<? super StageFailure> onFailure;
    private final @Nullable Duration within;
    private final List<PipeStage> pipes = new ArrayList<>();
    private final List<Joint> joints = new ArrayList<>();

    Piping(
            FanHost host,
            Inputs inputs,
            List<StageSpec> specs,
            int buffer,
            @Nullable Consumer<? super StageFailure> onFailure,
            @Nullable Duration within) {
        super(host);
        this.onFailure = onFailure;
        this.within = within;
        Source source = new Source(host, inputs, false, openedNanos(), thrown -> fail(thrown, true));
        read(source);
        Input input = source;
        for (int i = 0; i < specs.size(); i++) {
            StageSpec spec = specs.get(i);
            boolean last = i == specs.size() - 1;
            Joint joint = new Joint();
            Channel out =
                    new Channel(spec.width(), last ? buffer : specs.get(i + 1).buffer(), last ? this : joint);
            PipeStage body = new PipeStage(this, spec, i == 0 ? null : last(), out);
            Stage stage = new Stage(this, input, out, body, JobOptions.none());
            joint.before = stage;
            if (i > 0) {
                joints.get(i - 1).behind = stage;
            }
            joints.add(joint);
            add(stage);
            pipes.add(body);
            input = new Behind(out);
        }
    }

    /** An input has failed at a stage; called once an input, before its share of the width is given back. */
    void failed(StageFailure failure) {
        if (isStopped()) {
            return;
        }
        if (onFailure == null) {
            fail(FanOutException.of(failure, 1), true);
            return;
        }
        try {
            onFailure.accept(failure);
        } catch (Throwable thrown) {
            host().told("a pipeline's failure handler", thrown);
        }
    }

    List<StageStats> stageStats() {
        return pipes.stream().map(PipeStage::stats).toList();
    }

    @Override
    void overdue() {
        fail(
                FanOutException.of(
                        new TimeoutException(
                                "the pipeline was not at its end within " + Times.inWords(requireNonNull(within))),
                        0),
                false,
                End.OVERDUE);
    }

    @Override
    void lost(End why) {
        String text = why == End.DROPPED
                ? "dropped: the pool was full"
                : "handed back: the pool was closed before the pipeline was at its end";
        fail(FanOutException.of(new CancellationException(text), 0), false, why);
    }

    @Override
    @Nullable Object unbegun(Input.Read input, End why) {
        return null;
    }

    @Override
    @Nullable Throwable failureAtEnd() {
        return null;
    }

    @Override
    boolean jobsWait() {
        return false;
    }

    /** Between two stages. Set up before the first job begins. */
    private static final class Joint implements Channel.Listener {
        private @Nullable Stage before;
        private @Nullable Stage behind;

        @Override
        public void filled() {
            if (behind != null) {
                behind.signal();
            }
        }

        @Override
        public void freed() {
            if (before != null) {
                before.signal();
            }
        }

        @Override
        public void drained() {
            if (behind != null) {
                behind.out().inputEnds();
            }
        }
    }
}
