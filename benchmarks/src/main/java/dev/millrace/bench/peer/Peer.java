package dev.millrace.bench.peer;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.pool.LatencySampling;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Who is compared. */
public enum Peer {
    /** As it comes. */
    MILLRACE {
        @Override
        public Contender start(Setting setting) {
            return new MillraceContender(setting, LatencySampling.SAMPLED);
        }
    },
    /** Without latency recording, which no peer has. */
    MILLRACE_UNTIMED {
        @Override
        public Contender start(Setting setting) {
            return new MillraceContender(setting, LatencySampling.OFF);
        }
    },
    /** ThreadPoolExecutor, bounded LinkedBlockingQueue. */
    THREAD_POOL_LINKED {
        @Override
        public Contender start(Setting setting) {
            return new ThreadPoolContender(setting.workers(), new LinkedBlockingQueue<>(setting.elements()), null);
        }
    },
    /** ThreadPoolExecutor, LinkedBlockingQueue without a bound, behind credits. */
    THREAD_POOL_CREDITS {
        @Override
        public Contender start(Setting setting) {
            return new ThreadPoolContender(setting.workers(), new LinkedBlockingQueue<>(), new Credits(setting));
        }
    },
    /** ThreadPoolExecutor, ArrayBlockingQueue. */
    THREAD_POOL_ARRAY {
        @Override
        public Contender start(Setting setting) {
            return new ThreadPoolContender(setting.workers(), new ArrayBlockingQueue<>(setting.elements()), null);
        }
    },
    /** ForkJoinPool, first in first out, behind credits. */
    FORK_JOIN_ASYNC {
        @Override
        public Contender start(Setting setting) {
            return new ForkJoinContender(setting);
        }
    },
    /** The EnhancedQueueExecutor of jboss-threads, bounded. */
    ENHANCED_QUEUE {
        @Override
        public Contender start(Setting setting) {
            return new EnhancedQueueContender(setting, null);
        }
    },
    /** The same without a bound, behind credits. */
    ENHANCED_QUEUE_CREDITS {
        @Override
        public Contender start(Setting setting) {
            return OwnClasses.unlimitedEnhancedQueue(setting);
        }
    },
    /** The Disruptor's WorkerPool whose workers wait on a condition. */
    DISRUPTOR_BLOCKING {
        @Override
        public Contender start(Setting setting) {
            return new DisruptorContender(setting, new BlockingWaitStrategy());
        }
    },
    /** The same with workers that yield. */
    DISRUPTOR_YIELDING {
        @Override
        public Contender start(Setting setting) {
            return new DisruptorContender(setting, new YieldingWaitStrategy());
        }
    },
    /** Jetty's QueuedThreadPool, behind credits. */
    JETTY {
        @Override
        public Contender start(Setting setting) {
            return new JettyContender(setting);
        }
    },
    /** Netty's DefaultEventExecutorGroup, a queue a thread, behind credits. */
    NETTY {
        @Override
        public Contender start(Setting setting) {
            return new NettyContender(setting);
        }
    },
    /** Pekko's default dispatcher, behind credits. */
    PEKKO {
        @Override
        public Contender start(Setting setting) {
            return new PekkoContender(setting);
        }
    },
    /** A virtual thread a job, behind credits. */
    VIRTUAL_THREADS {
        @Override
        public Contender start(Setting setting) {
            return new VirtualThreadContender(new Credits(setting));
        }

        @Override
        public boolean isAvailable() {
            return VirtualThreads.exist();
        }

        @Override
        public Completions completions() {
            return Completions.ofManyThreads();
        }
    },
    /** A virtual thread a job, as many as are sent. */
    VIRTUAL_UNBOUNDED {
        @Override
        public Contender start(Setting setting) {
            return new VirtualThreadContender(null);
        }

        @Override
        public boolean isAvailable() {
            return VirtualThreads.exist();
        }

        @Override
        public Completions completions() {
            return Completions.ofManyThreads();
        }
    };

    /** Those that this JVM can run. */
    public static List<Peer> available() {
        return Arrays.stream(values()).filter(Peer::isAvailable).toList();
    }

    /** Starts the pool. */
    public abstract Contender start(Setting setting);

    /** Whether this JVM can run it. */
    public boolean isAvailable() {
        return true;
    }

    /** A new counter that fits its threads. */
    public Completions completions() {
        return new Completions();
    }

    /** Whether it is Millrace in one of its settings. */
    public boolean isOurs() {
        return this == MILLRACE || this == MILLRACE_UNTIMED;
    }
}
