package dev.millrace.pool;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Describes a pipeline: stages, each with its own width, and a bounded buffer before each. No worker ever waits for a buffer: a stage whose result finds no room holds it back, and with it one of its places, until the next stage takes one. So a
 * buffer of 1 means 1, and a pipeline runs on a pool of any size.
 *
 * <pre>{@code
 * try (Pipeline<Path> written = pool.pipeline(urls)
 *         .stage("download", 8, this::download)
 *         .stage("decode", 4, this::decode)
 *         .stage("resize", 8, 1, this::resize)       // at most one image waits before it
 *         .stage("write", 2, this::write)
 *         .open()) {
 *     written.forEach(System.out::println);          // as they come
 * }
 * }</pre>
 *
 * Not thread-safe; opened once.
 *
 * @param <T> what comes out of the last stage so far
 */
public interface PipelineBuilder<T> {

    /**
     * Adds a stage with a buffer before it as large as its width.
     *
     * @param name 1 to 64 characters of {@code [A-Za-z0-9._-]}, once in a pipeline
     * @param width how many of its jobs run at once, at least 1
     * @param mapper its job
     */
    default <U> PipelineBuilder<U> stage(String name, int width, Mapper<? super T, ? extends U> mapper) {
        return stage(name, width, width, mapper);
    }

    /**
     * Adds a stage.
     *
     * @param name 1 to 64 characters of {@code [A-Za-z0-9._-]}, once in a pipeline
     * @param width how many of its jobs run at once, at least 1
     * @param buffer how many inputs may wait before it, at least 1; the first stage has none, as it reads the source when it has room
     * @param mapper its job; a null that it gives is a failure
     * @throws IllegalArgumentException if one of these breaks its rule
     */
    <U> PipelineBuilder<U> stage(String name, int width, int buffer, Mapper<? super T, ? extends U> mapper);

    /**
     * Called for each input that fails at a stage, on the thread that ran it, or on the one that has stopped it; must be short; the others go on. Without it the first failure cancels the pipeline.
     */
    PipelineBuilder<T> onFailure(Consumer<? super StageFailure> handler);

    /**
     * A deadline for the whole, counted from {@link #open}: then jobs that run are interrupted, and the consumer is thrown a {@link FanOutException} whose cause is a {@link java.util.concurrent.TimeoutException}, after the results that are ready.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    PipelineBuilder<T> within(Duration deadline);

    /**
     * How many results may wait for the consumer. Default: the width of the last stage.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    PipelineBuilder<T> buffer(int results);

    /**
     * Starts it.
     *
     * @throws IllegalStateException if it has no stage or was opened before
     * @throws java.util.concurrent.RejectedExecutionException if the pool is closed, or full and refuses; nothing has run then
     */
    Pipeline<T> open();
}
