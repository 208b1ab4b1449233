package dev.millrace.pool.runtime.flow;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.fan.Fans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fan-in or a pipeline as a whole: a source, stages, and a consumer; and how it ends. It ends by itself when the source is at its end and nothing is under way or left in a channel; before its time once, by whoever comes first.
 */
abstract class Course implements Fans.Open, Channel.Listener {
    private final FanHost host;
    private final long openedNanos = System.nanoTime();
    private final CourseTimes times = new CourseTimes(openedNanos);
    private final List<Stage> stages = new ArrayList<>();
    private final Consumer consumer = new Consumer(this);
    /** Set before it is opened. */
    private @Nullable Source source;

    /** Written by who opens it, read by who ends it; one that is read as null too early finds nothing to do when it comes. */
    private volatile @Nullable Future<?> deadline;

    private volatile @Nullable Future<?> startBudget;

    /** What else is told when there is something to take. Set by the consumer, which then looks; read after a change. */
    private volatile Runnable subscriber = () -> {};

    /** Why it ended before its time. Set once, under the monitor; then the jobs of the stages are read, which are written before this is read. */
    private volatile @Nullable End end;
    /** What becomes of inputs with which no job has begun. Set once, under the monitor. */
    private volatile @Nullable End fateOfRest;
    /** What the consumer is thrown. Set once, under the monitor. */
    private volatile @Nullable Throwable failure;
    /** Whether it is thrown before the results that are ready. Written before the failure. */
    private volatile boolean failsNow;

    private volatile boolean closed;

    Course(FanHost host) {
        this.host = host;
    }

    // ---- what the kinds differ in

    /** The time is over. */
    abstract void overdue();

    /** No turn will come any more, though there is work. */
    abstract void lost(End why);

    /** What the consumer is given for an input with which no job began, or null for nothing. */
    abstract @Nullable Object unbegun(Input.Read input, End why);

    /** What the consumer is thrown after the last result, or null. */
    abstract @Nullable Throwable failureAtEnd();

    /** Whether jobs wait for their consumer, so that it should not run them in place if others can. */
    abstract boolean jobsWait();

    // ---- the beginning

    FanHost host() {
        return host;
    }

    CourseTimes times() {
        return times;
    }

    long openedNanos() {
        return openedNanos;
    }

    void read(Source from) {
        source = from;
    }

    void add(Stage stage) {
        stages.add(stage);
    }

    List<Stage> stages() {
        return stages;
    }

    Channel last() {
        return stages.get(stages.size() - 1).out();
    }

    Source source() {
        return requireNonNull(source);
    }

    /**
     * Begins.
     *
     * @param within a deadline for the whole
     * @param startWithin a time after which no further job begins
     */
    void open(@Nullable Duration within, @Nullable Duration startWithin) {
        long most = Long.MAX_VALUE;
        try {
            host.fans().add(this); // before an alarm that may end it
            if (within != null) {
                most = TimeUnit.NANOSECONDS.convert(within);
                deadline = host.alarm().after(most, this::timeIsOver);
            }
            if (startWithin != null) {
                long nanos = TimeUnit.NANOSECONDS.convert(startWithin);
                most = Math.min(most, nanos);
                startBudget = host.alarm().after(nanos, this::startNoMore);
            }
            long mostNanos = most;
            consumer.inPlace(() -> stages.get(0).turns().begin(mostNanos));
        } catch (Throwable refusal) {
            close();
            throw refusal;
        }
    }

    // ---- told by stages

    /** One job has ended. */
    void count(Outcome<?> outcome) {
        times.add(outcome.trace());
    }

    /** Whether the current thread is the consumer in a turn, and can go back since there is something for it. */
    boolean hasEnough() {
        return consumer.isInPlace() && !last().isEmpty();
    }

    Consumer consumer() {
        return consumer;
    }

    /** A job that begins while this ends is stopped by one of the two. */
    void stopIfEnded(Job job) {
        End why = end;
        if (why != null) {
            why.stop(job);
        }
    }

    /** The last turn was lost. */
    final void lost(Outcome<?> fate) {
        lost(End.of(fate));
    }

    // ---- the end

    /** Whether it has ended before its time. */
    boolean isStopped() {
        return end != null;
    }

    /** No further input is read, jobs are ended, results that are ready stay; of no consequence if it has ended. */
    void stop(End why) {
        synchronized (this) {
            if (end != null || last().isClosed()) {
                return;
            }
            end = why;
            if (fateOfRest == null) {
                fateOfRest = why;
            }
        }
        source().end();
        for (Stage stage : stages) {
            if (stage.out() != last()) {
                stage.out().drop();
            }
            stage.stop(why);
        }
        last().refuse();
        host.home().act(source()::release);
    }

    /** The time for the start of jobs is over: inputs with which none has begun are told. */
    private void startNoMore() {
        synchronized (this) {
            if (fateOfRest != null || source().isEnded()) {
                return;
            }
            fateOfRest = End.OVERDUE;
        }
        source().end();
        stages.get(0).out().inputEnds();
    }

    /** Of no consequence if all jobs have ended: the consumer may take its time. */
    private void timeIsOver() {
        if (!last().isClosed()) {
            overdue();
        }
    }

    /** Ends it, and throws at its consumer: at once, or after what is ready. */
    void fail(Throwable thrown, boolean now, End why) {
        synchronized (this) {
            if (failure != null || closed || last().isDrained()) {
                return;
            }
            failsNow = now;
            failure = thrown;
        }
        stop(why);
        if (now) {
            last().drop();
        }
        told();
    }

    void fail(Throwable thrown, boolean now) {
        fail(thrown, now, End.CANCELLED);
    }

    /** By its consumer. */
    void close() {
        synchronized (this) {
            if (closed || isOver()) {
                return;
            }
            closed = true;
        }
        stop(End.CANCELLED);
        last().drop();
        told();
    }

    @Override
    public void poolStops() {
        if (!last().isClosed()) {
            lost(End.HANDED_BACK);
        }
    }

    // ---- the consumer's side

    @Override
    public void filled() {
        told();
    }

    @Override
    public void freed() {
        stages.get(stages.size() - 1).turns().signalSoon();
    }

    @Override
    public void drained() {
        times.end();
        cancel(deadline);
        cancel(startBudget);
        host.fans().remove(this);
        stages.forEach(stage -> stage.turns().retire());
        told();
    }

    private static void cancel(@Nullable Future<?> alarm) {
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    private void told() {
        consumer.wake();
        subscriber.run();
    }

    void tell(Runnable drain) {
        subscriber = drain;
    }

    /** The next result, or null if there is none at the moment, or none any more. */
    @Nullable Object poll() {
        Object result = closed || failsNow ? null : last().poll();
        if (result == null && last().isDrained()) {
            result = unbegun();
        }
        return result;
    }

    private @Nullable Object unbegun() {
        End why = fateOfRest;
        if (why == null || closed || failsNow) {
            return null;
        }
        for (Input.Read read = source().rest(); read != null; read = source().rest()) {
            Object result = unbegun(read, why);
            if (result != null) {
                last().takenBeside();
                return result;
            }
        }
        return null;
    }

    /** Whether nothing is left and nothing will come. */
    boolean isOver() {
        return closed || failsNow || (last().isDrained() && (fateOfRest == null || !source().hasRest()));
    }

    /** What is thrown after the last result, or at once; null for nothing. */
    @Nullable Throwable failure() {
        Throwable first = failure;
        return closed ? null : first == null ? failureAtEnd() : first;
    }

    /**
     * Waits until {@link #poll} gives something, or it is over. On a worker of the pool it runs turns meanwhile.
     *
     * @return false if the time was over before
     */
    boolean await(long nanos) throws InterruptedException {
        return consumer.await(nanos);
    }

    /** Whether {@link #poll} gives something, or there is an end to be told. */
    boolean hasNews() {
        return !last().isEmpty() || last().isDrained() || closed || failsNow;
    }

    @Override
    public int pending() {
        return last().counts().pending();
    }

    @Override
    public long capacity() {
        return (long) last().width() + last().capacity();
    }
}
