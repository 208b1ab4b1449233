package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanInStats;
import dev.millrace.pool.FanResult;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A course as its consumer sees it. */
class OpenFanIn<T> implements FanIn<T> {
    private final Course course;
    private final AtomicReference<@Nullable String> way = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();

    OpenFanIn(Course course) {
        this.course = course;
    }

    Course course() {
        return course;
    }

    // ---- the ways to read

    @Override
    public final Optional<T> next() throws InterruptedException {
        readBy("next");
        return Optional.ofNullable(take(Long.MAX_VALUE, true));
    }

    @Override
    public final Optional<T> next(Duration limit) throws InterruptedException {
        requireNonNull(limit, "limit");
        readBy("next");
        return Optional.ofNullable(take(TimeUnit.NANOSECONDS.convert(limit), true));
    }

    private void readBy(String mine) {
        if (!mine.equals(way.get()) && !way.compareAndSet(null, mine)) {
            throw new IllegalStateException("the fan-in is read by " + way.get() + " already");
        }
    }

    private void readOnceBy(String mine) {
        if (!way.compareAndSet(null, mine)) {
            throw new IllegalStateException("the fan-in is read by " + way.get() + " already");
        }
    }

    /**
     * The next result; null at the end, or when the time is over.
     *
     * @param strictly whether an interrupt counts even if there is a result
     */
    @SuppressWarnings("unchecked")
    @Nullable T take(long nanos, boolean strictly) throws InterruptedException {
        Thread me = Thread.currentThread();
        if (!reader.compareAndSet(null, me)) {
            throw new IllegalStateException("only one thread at a time may read a fan-in");
        }
        try {
            if (strictly && Thread.interrupted()) {
                throw new InterruptedException();
            }
            Object result = course.poll();
            if (result == null && course.await(nanos)) {
                result = course.poll();
            }
            if (result == null && course.isOver()) {
                Thrower.throwIfAny(course.failure());
            }
            return (T) result;
        } finally {
            reader.set(null);
        }
    }

    @Override
    public final boolean isDone() {
        return course.isOver();
    }

    @Override
    public final Iterator<T> iterator() {
        readOnceBy("an iterator");
        return new FanIterator<>(this);
    }

    @Override
    public final Stream<T> stream() {
        readOnceBy("a stream");
        Spliterator<T> results =
                Spliterators.spliteratorUnknownSize(new FanIterator<>(this), Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(results, false).onClose(this::close);
    }

    @Override
    public final Flow.Publisher<T> publisher() {
        readOnceBy("a publisher");
        return new FanPublisher<>(course);
    }

    // ---- what it does

    @Override
    public FanInStats stats() {
        Counts now = course.last().counts();
        return new FanInStats(
                course.last().width(),
                course.last().capacity(),
                now.running(),
                now.buffered(),
                now.heldBack(),
                now.started(),
                now.ended(),
                now.taken(),
                now.closed());
    }

    @Override
    public List<FanResult<Void, Void>> failures() {
        return List.of();
    }

    @Override
    public Efficiency efficiency() {
        return course.times().efficiency(Math.min(stats().width(), course.host().workers()));
    }

    @Override
    public final void close() {
        course.close();
    }
}
