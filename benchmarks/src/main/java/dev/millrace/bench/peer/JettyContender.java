package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's QueuedThreadPool without reserved threads; its queue grows, so it is behind credits. */
final class JettyContender implements Contender {
    private static final int IDLE_MILLIS = 60_000;
    private static final int GROWTH = 1_024;

    private final QueuedThreadPool pool;
    private final Credits credits;

    JettyContender(Setting setting) {
        credits = new Credits(setting);
        pool = new QueuedThreadPool(
                setting.workers(),
                setting.workers(),
                IDLE_MILLIS,
                0,
                new BlockingArrayQueue<>(setting.capacity(), GROWTH),
                null);
        pool.setDaemon(true);
        try {
            pool.start();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty's pool does not start", e);
        }
    }

    @Override
    public void awaitRoom(int jobs) {
        credits.take(jobs);
    }

    @Override
    public void execute(Runnable job) {
        pool.execute(job);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            pool.execute(job);
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        pool.execute(new Loop(jobs));
    }

    @Override
    public void close() {
        try {
            pool.setStopTimeout(0);
            pool.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty's pool does not stop", e);
        }
    }
}
