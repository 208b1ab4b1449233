package dev.millrace.cli.soak;

import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The ways to end a pool. Whichever it was, a {@code close} follows, which completes what is left of handles. */
enum Ending {
    DRAIN {
        @Override
        void end(WorkerPool pool) {
            pool.close(LONG);
        }
    },
    CLOSE_NOW {
        @Override
        void end(WorkerPool pool) {
            pool.close(Duration.ZERO);
        }
    },
    CLOSE_SOON {
        @Override
        void end(WorkerPool pool) {
            pool.close(Duration.ofMillis(3));
        }
    },
    SHUTDOWN {
        @Override
        void end(WorkerPool pool) throws InterruptedException {
            PoolExecutorService view = pool.asExecutorService();
            view.shutdown();
            if (!view.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("no end " + LONG.toSeconds() + " s after shutdown");
            }
        }
    },
    SHUTDOWN_NOW {
        @Override
        void end(WorkerPool pool) throws InterruptedException {
            PoolExecutorService view = pool.asExecutorService();
            view.shutdownNow();
            if (!view.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("no end " + LONG.toSeconds() + " s after shutdownNow");
            }
        }
    },
    VIEW_CLOSE {
        @Override
        void end(WorkerPool pool) {
            pool.asExecutorService().close();
        }
    },
    TWO_AT_ONCE {
        @Override
        void end(WorkerPool pool) throws InterruptedException {
            Thread other = new Thread(() -> pool.asExecutorService().shutdownNow(), "soak-other-end");
            other.start();
            pool.close(Duration.ZERO);
            other.join();
        }
    };

    /** Longer than any life's jobs take, on a machine that does much else. */
    static final Duration LONG = Duration.ofMinutes(10);

    abstract void end(WorkerPool pool) throws InterruptedException;
}
