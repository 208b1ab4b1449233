package dev.millrace.pool.runtime.job;

/**
 * A job that the user's context propagation has wrapped.
 *
 * @param submitted the user's
 * @param wrapped what is run
 */
public record InContext(Runnable submitted, Runnable wrapped) implements Runnable {

    @Override
    public void run() {
        wrapped.run();
    }
}
