package dev.millrace.pool;

import java.util.List;

/**
 * Handles jobs of one worker of a {@link HandlerPool} several at a time. What is said of a {@link Handler} holds for it, too.
 *
 * <p>How many jobs a call gets follows the depth: one while the queue is shallow, up to the given most while it is deep. A worker never waits to fill a batch.
 *
 * @param <J> what it handles
 */
@FunctionalInterface
@SuppressWarnings("try") // a close may wait and be interrupted: the pool calls it
public interface BatchHandler<J> extends AutoCloseable {

    /** As {@link Handler#open}. */
    default void open() throws Exception {}

    /**
     * Handles jobs, about in the order of their submission. When it returns, each of them has succeeded, but for those that it has told {@code outcomes} of.
     *
     * <p>A call that throws must have done nothing, or nothing that a second call would not do again without harm: of a call with several jobs that throws, parts are called again, until the jobs that make it throw are found;
     * those fail with what their own call threw. One such job among n costs about {@code log2(n) + 2} calls more. What was told to {@code outcomes} in a call that throws is forgotten.
     *
     * @param jobs at least one; must not be kept or changed
     * @param outcomes told of jobs that fail by themselves; of use during the call only
     */
    void handleAll(List<? extends J> jobs, BatchOutcomes outcomes) throws Exception;

    /** As {@link Handler#close}. */
    @Override
    default void close() throws Exception {}
}
