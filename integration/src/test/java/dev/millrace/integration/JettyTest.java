package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WorkerPool;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jetty with a pool for all of its threads: its acceptor and its selector are jobs, too, which run as long as the server does and hold two of the workers. */
class JettyTest extends OnThePool {
    private static final int WORKERS = 6;

    /** The few methods that Jetty asks for. */
    private record JettyPool(PoolExecutorService view) implements ThreadPool {
        @Override
        public void execute(Runnable job) {
            view.execute(job);
        }

        @Override
        public void join() throws InterruptedException {
            while (!view.awaitTermination(1, TimeUnit.DAYS)) {
                Thread.onSpinWait();
            }
        }

        @Override
        public int getThreads() {
            return workers().live();
        }

        @Override
        public int getIdleThreads() {
            return workers().sleeping();
        }

        @Override
        public boolean isLowOnThreads() {
            WorkerPool pool = view.pool();
            return pool.stats().depth().total() > 0 && getIdleThreads() == 0;
        }

        private dev.millrace.pool.PoolStats.Workers workers() {
            return view.pool().stats().workers();
        }
    }

    private static final class Sum extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            ByteBuffer body = Content.Source.asByteBuffer(request);
            byte[] bytes = new byte[body.remaining()];
            body.get(bytes);
            response.setStatus(200);
            response.write(true, ByteBuffer.wrap(Web.answer(bytes)), callback);
            return true;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Way.class)
    void underLoad(Way way) throws Exception {
        PoolExecutorService view = view(way, WORKERS, 256);
        Server server = new Server(new JettyPool(view));
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Sum());
        server.start();
        try {
            Web.load(connector.getLocalPort(), Web.client().build(), 2);
        } finally {
            server.stop();
        }
        assertThat(view.pool().stats().jobs().accepted()).isGreaterThan(2);
    }
}
