package dev.millrace.examples.tool;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes Ctrl-C an early end of an example: it is told to stop, and the process stays until it has closed its pool and reported. */
public final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "example-interrupt");
    private @Nullable Runnable stop;
    private boolean interrupted;

    /** Until closed, Ctrl-C is noticed. */
    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * What to do at Ctrl-C; done at once if that has happened already.
     *
     * @param action makes the example end early and returns soon; called on any thread
     */
    public void stopWith(Runnable action) {
        synchronized (this) {
            if (!interrupted) {
                stop = action;
                return;
            }
        }
        action.run();
    }

    private void interrupt() {
        Runnable action;
        synchronized (this) {
            interrupted = true;
            action = stop;
        }
        if (action != null) {
            action.run();
        }
        awaitReport();
    }

    private void awaitReport() {
        try {
            if (!reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The example did not end within " + PATIENCE_SECONDS + " s of the interrupt.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The report is out: the process may end. */
    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs, and has nothing left to wait for.
        }
    }
}
