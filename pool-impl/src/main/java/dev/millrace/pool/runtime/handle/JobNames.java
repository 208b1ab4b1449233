package dev.millrace.pool.runtime.handle;

import dev.millrace.pool.runtime.job.Submitted;
import org.jspecify.annotations.Nullable;

/** What to call a job that has no label. Its own {@code toString} is the user's and not asked. */
final class JobNames {
    private JobNames() {}

    static String of(@Nullable Object job) {
        if (job == null) {
            return "a job";
        }
        Object submitted = job instanceof ContextCall<?> call
                ? call.submitted()
                : job instanceof Runnable runnable ? Submitted.of(runnable) : job;
        String name = Submitted.carried(submitted).getClass().getName();
        return "a " + name.substring(name.lastIndexOf('.') + 1);
    }
}
