package dev.millrace.pool.runtime.typed;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.BatchOutcomes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which jobs of one call have failed by themselves. Confined to the call's thread. */
final class Marks implements BatchOutcomes {
    private final int jobs;
    private @Nullable Throwable @Nullable [] causes;
    private boolean over;

    Marks(int jobs) {
        this.jobs = jobs;
    }

    @Override
    public void failed(int index, Throwable cause) {
        requireNonNull(cause, "cause");
        Objects.checkIndex(index, jobs);
        if (over) {
            throw new IllegalStateException("the call whose outcomes these are is over");
        }
        if (causes == null) {
            causes = new Throwable[jobs];
        }
        causes[index] = cause;
    }

    /** The call has returned or thrown. */
    void end() {
        over = true;
    }

    /** What a job failed by, or null. */
    @Nullable Throwable cause(int index) {
        return causes == null ? null : causes[index];
    }
}
