package dev.millrace.pool.runtime.handle;

import org.jspecify.annotations.Nullable;

/** What a job has opened on its thread and must close before it ends, else it is closed for it. Confined to that thread. */
public interface Scope {

    /** The one that was open before. */
    @Nullable Scope around();

    /** The job has ended and left it open. Must not throw. May be called for one that was closed in the wrong order: nothing is to be done then. */
    void leftOpen();
}
