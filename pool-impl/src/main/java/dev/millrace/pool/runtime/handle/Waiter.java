package dev.millrace.pool.runtime.handle;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody who is to be told when a task is done, in the task's list of them. */
abstract sealed class Waiter {
    /** Written before the waiter is put into the list, and by who takes its successor out. */
    volatile @Nullable Waiter next;

    /**
     * Tells. Called once, by the one who took the list.
     *
     * @param by whose thread has just run the task, and is the current one; or null
     */
    abstract void done(@Nullable Runner by);

    /** Whether nobody is there any more. */
    boolean gone() {
        return false;
    }

    /** A thread that sleeps. */
    static final class Sleeping extends Waiter {
        private volatile @Nullable Thread thread = Thread.currentThread();

        @Override
        void done(@Nullable Runner by) {
            LockSupport.unpark(thread);
        }

        /** The thread has given up. */
        void leave() {
            thread = null;
        }

        @Override
        boolean gone() {
            return thread == null;
        }
    }

    /** An action to call. */
    static final class Calling extends Waiter {
        private final Runnable action;
        private final Home home;

        Calling(Runnable action, Home home) {
            this.action = action;
            this.home = home;
        }

        @Override
        void done(@Nullable Runner by) {
            if (by != null) {
                by.forgetJob();
            }
            home.act(action);
        }
    }
}
