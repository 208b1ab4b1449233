package dev.millrace.pool.runtime.typed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the jobs that make a call fail. A call that has failed is halved until one job is left, looking at first halves only: if the first half succeeds, the culprit is in the second one. Then everything that has no end yet
 * is called together. So one culprit among n costs about {@code log2(n) + 2} calls beyond the first, each further one the same, and every job that is found guilty has failed alone.
 */
final class Bisection<T> {

    /** Calls jobs, and judges them. */
    interface Court<T> {

        /** Calls; null if that went well, and then these jobs have their end. */
        @Nullable Throwable call(List<T> jobs);

        /** Whether nothing is to be called any more. */
        boolean isOver();

        /** A job has failed in a call of its own. */
        void guilty(T job, Throwable failure);

        /** Jobs have no end, and nothing is to be called any more. */
        void unheard(List<T> jobs, Throwable failure);
    }

    private final Court<T> court;

    Bisection(Court<T> court) {
        this.court = court;
    }

    /** Brings all jobs to their end. */
    void hear(List<T> jobs) {
        List<T> open = jobs;
        Throwable failure = court.call(open);
        boolean over = open.size() > 1 && court.isOver();
        while (failure != null && !over) {
            open = without(open, oneEnd(open, failure));
            over = court.isOver();
            if (open.isEmpty()) {
                return;
            }
            failure = over ? failure : court.call(open);
        }
        if (failure != null) {
            court.unheard(open, failure);
        }
    }

    /** Of jobs that failed together, brings at least one to its end; gives those that have come to theirs. */
    private List<T> oneEnd(List<T> failed, Throwable why) {
        List<T> ended = new ArrayList<>();
        List<T> suspects = failed;
        Throwable failure = why;
        boolean heard = true;
        while (suspects.size() > 1 && !court.isOver()) {
            List<T> half = suspects.subList(0, suspects.size() / 2);
            Throwable halfFailure = court.call(half);
            heard = halfFailure != null;
            if (heard) {
                failure = halfFailure;
                suspects = half;
            } else {
                ended.addAll(half);
                suspects = suspects.subList(half.size(), suspects.size());
            }
        }
        if (suspects.size() == 1 && (heard || !court.isOver())) {
            T suspect = suspects.get(0);
            Throwable alone = heard ? failure : court.call(suspects);
            if (alone != null) {
                court.guilty(suspect, alone);
            }
            ended.add(suspect);
        }
        return ended;
    }

    private static <T> List<T> without(List<T> all, List<T> ended) {
        Set<T> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(ended);
        return all.stream().filter(job -> !gone.contains(job)).toList();
    }
}
