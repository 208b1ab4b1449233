package dev.millrace.pool.metrics.status;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose time is up, in the middle of a read or a write: a socket has no timeout for writes, and one for reads begins anew with each byte. Its thread lives only while there are connections.
 */
final class Deadlines implements Closeable {
    private static final long KEEP_THREAD_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Threads.named("deadlines"));

    Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(KEEP_THREAD_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** What has to be done in time, until it is closed. */
    Limit cutAfter(Socket socket, long millis) throws IOException {
        try {
            var cut = timer.schedule(() -> cut(socket), millis, TimeUnit.MILLISECONDS);
            return () -> cut.cancel(false);
        } catch (RejectedExecutionException e) {
            throw new IOException("the page is closed", e);
        }
    }

    static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be done about it.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A deadline; closed by who kept it. */
    interface Limit extends AutoCloseable {
        @Override
        void close();
    }
}
