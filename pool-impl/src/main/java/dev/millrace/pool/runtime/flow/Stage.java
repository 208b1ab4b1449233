package dev.millrace.pool.runtime.flow;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.fan.Place;
import dev.millrace.pool.runtime.fan.Turns;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one kind: takes inputs, runs a job with each in its turns, and puts the results into its channel. A turn gives its place back when there is no input, or no share of the width; who brings an input or frees a share signals.
 */
final class Stage implements Turns.Work {
    private final Course course;
    private final Input input;
    private final Channel out;
    private final Body body;
    private final JobOptions options;
    private final Turns turns;
    /** The job of each turn, while it runs. Written by the turn, then the course's end is read; that is written, then these are read. */
    private final AtomicReferenceArray<@Nullable Job> jobs;

    /** What the stage's jobs do. */
    interface Body {
        /** What a job does with its input. */
        Callable<Object> job(Input.Read input);

        /** A job has ended; puts its result into the channel, or says that it has none. Called once a job, on its thread or on that which ended it. */
        void ended(Input.Read input, Outcome<Object> outcome, Channel out);
    }

    /**
     * No job has begun.
     *
     * @param options each job's
     */
    Stage(Course course, Input input, Channel out, Body body, JobOptions options) {
        this.course = course;
        this.input = input;
        this.out = out;
        this.body = body;
        this.options = options;
        FanHost host = course.host();
        int places = Math.min(out.width(), Math.max(1, host.workers()));
        this.jobs = new AtomicReferenceArray<>(places);
        this.turns = new Turns(host, places, options, this);
    }

    Channel out() {
        return out;
    }

    Turns turns() {
        return turns;
    }

    /** There is something to do. */
    void signal() {
        turns.signal();
        course.consumer().nudge();
    }

    /** Sees to it that somebody does what is left. */
    void signalIfIdle() {
        if (input.hasMore() && out.hasShare()) {
            turns.signalSoon();
        }
    }

    @Override
    public boolean step(Place place) {
        if (course.hasEnough() || !out.tryBegin()) {
            return false;
        }
        Input.Read read = input.pull(out);
        if (read == null) {
            out.giveUp();
            if (input.isEnded()) {
                out.inputEnds();
            }
            return false;
        }
        if (input.isQuiet()) {
            signal();
        }
        Callable<Object> job = body.job(read);
        run(
                new Job(this, read, place.hasContext() ? () -> place.call(job) : job, options, course.host()),
                place.number());
        course.consumer().worked();
        return true;
    }

    private void run(Job job, int place) {
        out.begun();
        jobs.set(place, job);
        course.stopIfEnded(job);
        job.runInTurn();
        jobs.set(place, null);
    }

    /** A job has ended, perhaps while its thread still runs it. */
    void ended(Job job, Outcome<Object> outcome) {
        course.count(outcome);
        body.ended(job.input(), outcome, out);
        if (job.wasStopped()) {
            signal();
        }
    }

    /** No further step is taken, and what runs is stopped. */
    void stop(End end) {
        turns.end();
        for (int i = 0; i < jobs.length(); i++) {
            Job job = jobs.get(i);
            if (job != null) {
                end.stop(job);
            }
        }
    }

    /** Of no consequence while others look for work, or while there is none. */
    @Override
    public void lost(Outcome<?> fate) {
        if (fate instanceof Outcome.Failed<?> failed) {
            course.fail(failed.cause(), true);
        } else if (turns.taken() == 0 && input.hasMore() && out.hasShare()) {
            course.lost(fate);
        }
    }
}
