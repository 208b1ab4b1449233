package dev.millrace.pool.context;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Several contexts around one job.
 *
 * @param contexts the outermost first
 */
record AllContexts(List<UnaryOperator<Runnable>> contexts) implements UnaryOperator<Runnable> {

    @Override
    public Runnable apply(Runnable job) {
        Runnable wrapped = job;
        for (int i = contexts.size() - 1; i >= 0; i--) {
            wrapped = contexts.get(i).apply(wrapped);
            if (wrapped == null) {
                throw new NullPointerException("contexts[" + i + "] gave no job");
            }
        }
        return wrapped;
    }
}
