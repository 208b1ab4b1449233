package dev.millrace.cli.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes Ctrl-C an early end of the run: it is stopped, and the process stays until the report of what was done is out. */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "load-interrupt");
    private @Nullable Runnable stop;
    private boolean interrupted;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What to do when the user interrupts; done at once if that has happened already. */
    void stopWith(Runnable action) {
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
                System.err.println("The run did not end within " + PATIENCE_SECONDS + " s of the interrupt.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean interrupted() {
        return interrupted;
    }

    /** The report is out: the process may end. */
    @Override
    public void close() {
        reported.countDown();
        if (!interrupted()) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook has nothing left to wait for.
        }
    }
}
