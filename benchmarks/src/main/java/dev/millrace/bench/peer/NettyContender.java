package dev.millrace.bench.peer;

import dev.millrace.bench.Contender;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Netty's DefaultEventExecutorGroup: a queue a thread, in turn, and nobody steals. It has no bound, so it is behind credits. */
final class NettyContender implements Contender {
    private final DefaultEventExecutorGroup pool;
    private final Credits credits;

    NettyContender(Setting setting) {
        credits = new Credits(setting);
        pool = new DefaultEventExecutorGroup(setting.workers(), new DefaultThreadFactory("netty", true));
    }

    @Override
    public void awaitRoom(int jobs) {
        credits.take(jobs);
    }

    @Override
    public void execute(Runnable job) {
        pool.next().execute(job);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            pool.next().execute(job);
        }
    }

    @Override
    public Future<?> submit(Runnable job) {
        return pool.next().submit(job);
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        pool.next().execute(new Loop(jobs));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is waited for
    public void close() {
        pool.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
