package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers on virtual threads, where the JDK has them: work, names, interrupts, close and stats. */
@EnabledForJreRange(min = JRE.JAVA_21)
@Timeout(60)
class VirtualThreadsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldRunEveryJobOnce(int dispatchers) {
        AtomicInteger ran = new AtomicInteger();
        Set<String> names = ConcurrentHashMap.newKeySet();
        WorkerPool pool = pool(dispatchers);
        List<Runnable> batch = new ArrayList<>(Collections.nCopies(40, ran::incrementAndGet));
        for (int i = 0; i < 500; i++) {
            pool.execute(() -> {
                ran.incrementAndGet();
                names.add(Thread.currentThread().getName());
            });
            pool.executeAll(batch);
        }
        DrainReport report = pool.close(Duration.ofSeconds(30));
        assertThat(report.complete()).as(report.toString()).isTrue();
        assertThat(report.unaccounted()).isZero();
        assertThat(ran).hasValue(500 * 41);
        assertThat(names).isNotEmpty().allMatch(name -> name.startsWith("virtual-"));
    }

    @Test
    void shouldKeepInterruptAndNameApartAndEndAJobAtTheDeadline() throws InterruptedException {
        WorkerPool pool = pool(0);
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch interrupted = new CountDownLatch(2);
        pool.execute(() -> {
            Thread.currentThread().interrupt();
            Thread.currentThread().setName("changed");
        });
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                assertThat(Thread.currentThread().getName()).startsWith("virtual-");
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
        }
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(interrupted.getCount()).isEqualTo(2);
        assertThat(pool.stats().workers().busy()).isEqualTo(2);
        DrainReport report = pool.close(Duration.ZERO);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(report.stillRunning()).isEmpty();
        assertThat(report.unaccounted()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void shouldGiveHandlesThatCanBeWaitedForCancelledAndTimedOut(int dispatchers) throws Exception {
        try (WorkerPool pool = pool(dispatchers)) {
            JobHandle<Integer> nested = pool.submit(() -> {
                int sum = 0;
                for (int i = 0; i < 1_000; i++) {
                    int number = i;
                    sum += pool.submit(() -> number).get();
                }
                return sum;
            });
            assertThat(nested.get(30, TimeUnit.SECONDS)).isEqualTo(999 * 1_000 / 2);
            assertThat(((Outcome.Value<Integer>) nested.outcome()).trace().worker())
                    .startsWith("virtual-");

            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            JobHandle<?> cancelled = pool.submit(() -> awaitInterrupt(running, interrupted));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(cancelled.cancel(true)).isTrue();
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();

            JobHandle<?> slow = pool.submit(
                    () -> awaitInterrupt(new CountDownLatch(1), new CountDownLatch(1)),
                    JobOptions.none().runWithin(Duration.ofMillis(20)));
            assertThat(slow.outcome()).isInstanceOf(Outcome.TimedOut.class);
            assertThat(pool.submit(Thread::interrupted).get(30, TimeUnit.SECONDS))
                    .isFalse();
        }
    }

    private static void awaitInterrupt(CountDownLatch running, CountDownLatch interrupted) {
        running.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
    }

    private static WorkerPool pool(int dispatchers) {
        return WorkerPool.builder("virtual")
                .workers(2)
                .threadFactory(virtualThreads())
                .dispatch(dispatchers == 0 ? Dispatch.cooperative() : Dispatch.dedicated(dispatchers))
                .build();
    }

    /** By reflection: the tests are compiled for JDK 17. */
    private static ThreadFactory virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            Object named = type.getMethod("name", String.class, long.class).invoke(builder, "virtual-", 0L);
            return (ThreadFactory) type.getMethod("factory").invoke(named);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
