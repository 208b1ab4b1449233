package dev.millrace.pool.runtime.typed;

import dev.millrace.pool.BatchHandler;
import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.DeadLetterException;
import dev.millrace.pool.Handler;
import dev.millrace.pool.HandlerPoolConfig;
import dev.millrace.pool.HandlerStats;
import dev.millrace.pool.runtime.explain.Names;
import dev.millrace.pool.runtime.worker.Crew;
import dev.millrace.pool.runtime.worker.Failures;
import dev.millrace.pool.runtime.worker.Life;
import dev.millrace.pool.runtime.worker.Lives;
import dev.millrace.pool.runtime.worker.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the workers of one pool share as to handlers: how they are made, when they are renewed, what is counted, where dead letters go. Thread-safe. */
public final class Shop<J> implements Lives {
    private final HandlerPoolConfig<J> config;
    private final LongSupplier clock;
    private final Failures failures;
    private final DeadLetters<J> letters;
    private final Tallies tallies = new Tallies();
    private final int mostErrors;
    private final long mostAgeNanos;
    /** Written by whoever failed last, read for explanations. */
    private volatile @Nullable OpenFailure lastOpenFailure;

    /**
     * For one pool.
     *
     * @param clock like {@link System#nanoTime}
     */
    public Shop(HandlerPoolConfig<J> config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        this.failures = new Failures(config.pool().name(), config.pool().uncaughtHandler());
        this.letters = new DeadLetters<>(config.keepDeadLetters());
        this.mostErrors = config.renewAfterErrors() == null ? Integer.MAX_VALUE : config.renewAfterErrors();
        this.mostAgeNanos = config.renewAfter() == null ? 0 : TimeUnit.NANOSECONDS.convert(config.renewAfter());
    }

    @Override
    public Life begin(Surroundings pool, BooleanSupplier stopping) {
        return new Post<>(this, pool.quarantine(), stopping);
    }

    /** A new handler, not open. */
    Station<J> make() {
        Supplier<? extends BatchHandler<? super J>> many = config.batchHandlers();
        if (many != null) {
            BatchHandler<? super J> handler = many.get();
            if (handler == null) {
                throw new NullPointerException("the supplier gave no batch handler");
            }
            return new Station.OfMany<>(handler, tallies);
        }
        Supplier<? extends Handler<? super J>> one = config.handlers();
        Handler<? super J> handler = one == null ? null : one.get();
        if (handler == null) {
            throw new NullPointerException("the supplier gave no handler");
        }
        return new Station.OfOne<>(handler);
    }

    /** Handles a job, on whatever thread this is. */
    @SuppressWarnings("unchecked")
    void handle(TypedJob<J> job) {
        if (Crew.currentLife() instanceof Post<?> post && post.isOf(this)) {
            ((Post<J>) post).handle(job);
        } else {
            handleAlone(job);
        }
    }

    /** On a thread that is no worker of the pool: with a handler for this one job, which is tried once. */
    private void handleAlone(TypedJob<J> job) {
        Holder<J> holder = new Holder<>(this);
        if (!holder.tryOpen()) {
            Throwable failure = holder.openFailure();
            throw new IllegalStateException(
                    "pool '" + config.pool().name() + "': no handler could be opened: "
                            + (failure == null ? "none" : Names.ofFailure(failure)),
                    failure);
        }
        try {
            Throwable failure = holder.one(job);
            if (failure != null) {
                throw failure;
            }
        } catch (Throwable failure) {
            throw sneaky(failure);
        } finally {
            holder.end();
        }
    }

    /** A job is not run any more; gives what its handle is told. */
    DeadLetterException bury(DeadLetter<J> letter, @Nullable Throwable cause) {
        letters.add(letter);
        Consumer<? super DeadLetter<J>> listener = config.onDeadLetter();
        if (listener != null) {
            try {
                listener.accept(letter);
            } catch (Throwable failure) {
                failures.ofPart("the listener for dead letters", failure);
            }
        }
        String text = "pool '" + config.pool().name() + "' does not run a job any more, " + letter;
        return new DeadLetterException(text, cause);
    }

    void openFailed(Throwable failure) {
        lastOpenFailure = new OpenFailure(Instant.now(), failure);
        failures.ofPart("the opening of a handler", failure);
    }

    /** When and why a handler could not be opened. */
    record OpenFailure(Instant at, Throwable cause) {}

    @Nullable OpenFailure lastOpenFailure() {
        return lastOpenFailure;
    }

    HandlerStats stats() {
        return tallies.stats(letters);
    }

    List<DeadLetter<J>> deadLetters() {
        return letters.list();
    }

    Tallies tallies() {
        return tallies;
    }

    Failures failures() {
        return failures;
    }

    /** After so many errors in a row a handler is renewed. */
    int mostErrors() {
        return mostErrors;
    }

    /** At this age, or 0 for never. */
    long mostAgeNanos() {
        return mostAgeNanos;
    }

    /** How many handlers a job may kill. */
    int mostDeaths() {
        return config.pool().quarantineAfter();
    }

    /** How many jobs one call can have. */
    int mostTogether() {
        return config.maxBatch();
    }

    long nowNanos() {
        return clock.getAsLong();
    }

    /** Throws anything, as jobs may; write {@code throw sneaky(failure)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
