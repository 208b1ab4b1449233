package dev.millrace.pool.runtime.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Child;
import dev.millrace.pool.runtime.support.Guarded;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Submits from every frame up to the end of the stack: what fails there has changed nothing. In a JVM of its own, for what matters is how the code of the first seconds is compiled: a probe of the stack that is hot may be compiled to almost nothing while the submit that it is to vouch for is still
 * interpreted. Then a place in the bound was taken for good, or a sleeper counted as woken and not woken.
 */
@Guarded
@Timeout(120)
class SubmitAtTheEdgeTest {
    private static final int POOLS = 6;

    @Test
    void onAWorkerLeavesNothingHalfDone() {
        assertThat(dive(false)).contains("nothing half done");
    }

    @Test
    void onAThreadOfOthersLeavesNothingHalfDone() {
        assertThat(dive(true)).contains("nothing half done");
    }

    private static String dive(boolean outside) {
        // Thousands of errors are thrown, each of which would tell of a thousand frames.
        return Child.run(Edge.class, "-XX:MaxJavaStackTraceDepth=8", "-Xmx200m", "-Dmillrace.outside=" + outside);
    }

    /** Runs in the child. */
    static final class Edge {
        private static final int WARM_UP = 20;

        private Edge() {}

        public static void main(String[] args) throws InterruptedException {
            for (int round = 0; round < POOLS; round++) {
                submitAtTheEdge(round);
            }
            System.out.println("nothing half done");
            System.exit(0); // and not before a thread that never ends has ended
        }

        private static void submitAtTheEdge(int round) throws InterruptedException {
            AtomicInteger ran = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            WorkerPool pool = WorkerPool.builder("edge")
                    .workers(2)
                    .queueCapacity(5_000)
                    .dispatch(round % 3 == 2 ? Dispatch.dedicated(1) : Dispatch.cooperative())
                    .build();
            for (int i = 0; i < WARM_UP * (round % 2); i++) {
                pool.execute(() -> pool.tryExecute(() -> {}));
            }
            CountDownLatch both = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                Runnable diver = () -> {
                    dive(pool, ran::incrementAndGet, accepted, 0);
                    both.countDown();
                };
                if (Boolean.getBoolean("millrace.outside")) {
                    new Thread(diver, "diver").start();
                } else {
                    pool.execute(diver);
                }
            }
            Await.zero(both, pool);
            Await.until(
                    () -> {
                        PoolStats.Jobs jobs = pool.stats().jobs();
                        return ran.get() == 2 && jobs.ended() == jobs.accepted();
                    },
                    () -> ran + " ran:\n" + pool.explain());
            if (accepted.get() != 2 || !pool.close(Duration.ofSeconds(10)).complete()) {
                throw new AssertionError(accepted + " accepted:\n" + pool.explain());
            }
        }

        /** Whether a frame below, or this one, could submit. */
        @SuppressWarnings("InfiniteRecursion") // until the stack is used up
        private static boolean dive(WorkerPool pool, Runnable job, AtomicInteger accepted, int depth) {
            boolean done;
            try {
                done = dive(pool, job, accepted, depth + 1);
            } catch (StackOverflowError e) {
                done = false;
            }
            if (!done) {
                try {
                    done = pool.tryExecute(job);
                    accepted.incrementAndGet();
                } catch (StackOverflowError e) {
                    done = false;
                }
            }
            return done;
        }
    }
}
