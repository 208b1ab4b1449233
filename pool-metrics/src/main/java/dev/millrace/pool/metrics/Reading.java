package dev.millrace.pool.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One look at something for all the meters that a scrape reads, instead of a look for each.
 *
 * <p>A look serves each meter once, and for {@link #KEPT_NANOS} only: the meters of one scrape share it, and a meter
 * that is read again is told the present. Looks are taken one after the other and published in that order, so a reader
 * never gets an older one than it had: a counter that steps back would be taken for a restart. Thread-safe.
 */
final class Reading<T> {
    /** Long enough for a scrape, and too short to be seen by anybody. */
    static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Supplier<T> source;
    private final LongSupplier nanoClock;

    /** Written under this monitor, read by all; only ever replaced by a later one. */
    private volatile @Nullable Look<T> last;

    Reading(Supplier<T> source) {
        this(source, System::nanoTime);
    }

    Reading(Supplier<T> source, LongSupplier nanoClock) {
        this.source = source;
        this.nanoClock = nanoClock;
    }

    private record Look<T>(T value, long atNanos) {}

    /** What one meter reads. It holds this reading, and so whatever is looked at. */
    DoubleSupplier meter(ToDoubleFunction<? super T> value) {
        Supplier<Double> view = view(value::applyAsDouble);
        return view::get;
    }

    /** The same for what is no number. */
    <V> Supplier<V> view(Function<? super T, V> value) {
        return new View<>(value);
    }

    @SuppressWarnings("ReferenceEquality") // another look, not an equal one
    private Look<T> unlike(@Nullable Look<T> served) {
        Look<T> look = last;
        if (look != null && look != served && isYoung(look)) {
            return look;
        }
        synchronized (this) {
            look = last;
            if (look != null && look != served && isYoung(look)) {
                return look;
            }
            long now = nanoClock.getAsLong(); // before the look: it is no older than it says
            Look<T> next = new Look<>(source.get(), now);
            last = next;
            return next;
        }
    }

    private boolean isYoung(Look<T> look) {
        return nanoClock.getAsLong() - look.atNanos() <= KEPT_NANOS;
    }

    private final class View<V> implements Supplier<V> {
        private final Function<? super T, V> value;
        /** By whoever reads the meter; an old one costs a look, or shares one. */
        private volatile @Nullable Look<T> served;

        View(Function<? super T, V> value) {
            this.value = value;
        }

        @Override
        public V get() {
            Look<T> look = unlike(served);
            served = look;
            return value.apply(look.value());
        }
    }
}
