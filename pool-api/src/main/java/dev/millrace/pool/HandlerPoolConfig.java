package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one {@link HandlerPool}, valid by construction. Applications use {@link HandlerPoolBuilder}, which documents each of them; this record is what providers of pools get.
 *
 * @param <J> what the pool's jobs are
 * @param type the class of the jobs
 * @param pool the settings of the pool below
 * @param handlers makes handlers, or null if it is {@code batchHandlers} that does
 * @param batchHandlers makes batch handlers, or null
 * @param maxBatch the most jobs a call of a batch handler
 * @param renewAfterErrors after how many errors in a row a handler is renewed, or null for never
 * @param renewAfter at what age a handler is renewed, or null for never
 * @param keepDeadLetters how many dead letters are kept
 * @param onDeadLetter told of each dead letter, or null
 */
public record HandlerPoolConfig<J>(
        Class<J> type,
        PoolConfig pool,
        @Nullable Supplier<? extends Handler<? super J>> handlers,
        @Nullable Supplier<? extends BatchHandler<? super J>> batchHandlers,
        int maxBatch,
        @Nullable Integer renewAfterErrors,
        @Nullable Duration renewAfter,
        int keepDeadLetters,
        @Nullable Consumer<? super DeadLetter<J>> onDeadLetter) {

    /** The most jobs that a call of a batch handler can get, 65,536. */
    public static final int MAX_BATCH = 1 << 16;
    /** The most dead letters that can be kept, 1,048,576. */
    public static final int MAX_DEAD_LETTERS = 1 << 20;

    static final int DEFAULT_DEAD_LETTERS = 64;

    /** Checks the settings that are not the pool's own, and names all problems in one {@link IllegalArgumentException}. */
    public HandlerPoolConfig {
        requireNonNull(type, "type");
        requireNonNull(pool, "pool");
        Problems problems = new Problems();
        check(
                problems,
                type,
                handlers != null,
                batchHandlers != null,
                maxBatch,
                renewAfterErrors,
                renewAfter,
                keepDeadLetters);
        problems.throwIfAny();
    }

    static void check(
            Problems problems,
            Class<?> type,
            boolean single,
            boolean batch,
            int maxBatch,
            @Nullable Integer renewAfterErrors,
            @Nullable Duration renewAfter,
            int keepDeadLetters) {
        problems.require(!type.isPrimitive(), "type must be a class of objects, was %s", type.getName());
        problems.require(single || batch, "handler or batchHandler must be set");
        problems.require(!(single && batch), "handler and batchHandler must not both be set");
        problems.range("maxBatch", maxBatch, 1, MAX_BATCH);
        if (renewAfterErrors != null) {
            problems.range("renewAfterErrors", renewAfterErrors, 1, Integer.MAX_VALUE);
        }
        if (renewAfter != null) {
            problems.require(
                    !renewAfter.isNegative() && !renewAfter.isZero(), "renewAfter must be > 0, was %s", renewAfter);
        }
        problems.range("keepDeadLetters", keepDeadLetters, 0, MAX_DEAD_LETTERS);
    }
}
