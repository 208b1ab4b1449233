package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The results for one subscriber, by the rules of Reactive Streams. */
final class FanPublisher<T> implements Flow.Publisher<T> {
    private final Course course;
    private final AtomicBoolean taken = new AtomicBoolean();

    FanPublisher(Course course) {
        this.course = course;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        requireNonNull(subscriber, "subscriber");
        if (!taken.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(new IllegalStateException("the fan-in has a subscriber already"));
            return;
        }
        Subscription<T> subscription = new Subscription<>(course, subscriber);
        subscription.begin();
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    /**
     * Signals are given by whoever has raised {@code work} from 0, until it is back at 0; all others only raise it. So they are given one after the other, and what a signal was given for is seen: it is there before {@code work} is raised.
     */
    private static final class Subscription<T> implements Flow.Subscription, Runnable {
        private final Course course;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicInteger work = new AtomicInteger(1); // until onSubscribe has returned
        /** Null once it was cancelled, or told of the end. Written by who gives signals or cancels. */
        private volatile Flow.@Nullable Subscriber<? super T> subscriber;
        /** The subscriber has asked for nothing, or less. Written by it, then work is raised. */
        private volatile @Nullable IllegalArgumentException broken;

        Subscription(Course course, Flow.Subscriber<? super T> subscriber) {
            this.course = course;
            this.subscriber = subscriber;
        }

        void begin() {
            try {
                requireNonNull(subscriber).onSubscribe(this);
            } catch (Throwable failure) {
                fail(failure);
            }
            course.tell(this::changed);
            drain();
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                broken = new IllegalArgumentException("request must be > 0, was " + n + " (rule 3.9)");
            } else {
                demand.accumulateAndGet(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            }
            run();
        }

        @Override
        public void cancel() {
            subscriber = null;
            course.close();
        }

        /** On a thread on which others rely it is done by another one. */
        private void changed() {
            if (subscriber != null) {
                course.host().home().act(this);
            }
        }

        @Override
        public void run() {
            if (work.getAndIncrement() == 0) {
                drain();
            }
        }

        private void drain() {
            int seen = work.get();
            while (true) {
                try {
                    give();
                } catch (Throwable failure) {
                    fail(failure);
                }
                seen = work.addAndGet(-seen);
                if (seen == 0) {
                    return;
                }
            }
        }

        private void give() {
            while (true) {
                Flow.Subscriber<? super T> to = subscriber;
                if (to == null) {
                    return;
                }
                if (broken != null) {
                    end(to, requireNonNull(broken));
                    course.close();
                    return;
                }
                if (course.isOver()) {
                    end(to, course.failure());
                    return;
                }
                T next = demand.get() > 0 ? take() : null;
                if (next == null) {
                    if (!course.isOver()) {
                        return;
                    }
                } else {
                    to.onNext(next);
                }
            }
        }

        @SuppressWarnings("unchecked")
        private @Nullable T take() {
            T next = (T) course.poll();
            if (next != null && demand.get() != Long.MAX_VALUE) {
                demand.decrementAndGet();
            }
            return next;
        }

        private void end(Flow.Subscriber<? super T> to, @Nullable Throwable failure) {
            subscriber = null;
            if (failure == null) {
                to.onComplete();
            } else {
                to.onError(failure);
            }
        }

        /** A subscriber that throws is none any more. */
        private void fail(Throwable failure) {
            cancel();
            course.host().told("a subscriber", failure);
        }
    }
}
