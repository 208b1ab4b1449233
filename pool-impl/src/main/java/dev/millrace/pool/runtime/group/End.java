package dev.millrace.pool.runtime.group;

import dev.millrace.pool.runtime.handle.Task;

/** Why a whole goes no further. */
enum End {
    CANCELLED("is cancelled"),
    FAILED("is cancelled, since a job has failed"),
    OVERDUE("is past its deadline");

    private final String words;

    End(String words) {
        this.words = words;
    }

    /** Stops a job for this reason; false if it was done already, or has been told that its time is over. */
    boolean stop(Task<?> task) {
        if (this == OVERDUE) {
            task.overdue();
        }
        return !task.isDone() && task.cancel(true);
    }

    /** Stops all, first those that have not started: a thread that is interrupted must not come free for one of them. */
    void stopAll(Iterable<Task<?>> tasks) {
        for (Task<?> task : tasks) {
            if (!task.isGhost()) {
                stop(task);
            }
        }
        for (Task<?> task : tasks) {
            stop(task);
        }
    }

    /** What is said of the whole. */
    String inWords() {
        return words;
    }
}
