package dev.millrace.pool.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.probe.Point;
import dev.millrace.pool.runtime.probe.Probe;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A job ends in the very moment in which its canceller has looked who runs it and is about to interrupt: its thread goes on only when that has happened, or the interrupt would reach whatever it does next. */
@Guarded
class StopAwaitedTest {
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final CountDownLatch waitsOrLeft = new CountDownLatch(1);
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean leftTooEarly = new AtomicBoolean();
    private final AtomicBoolean interruptedAtEnd = new AtomicBoolean();

    @Test
    void shouldNotLeaveAJobWhileItsInterruptIsOnItsWay() throws Exception {
        StubHome home = new StubHome();
        Task<Integer> task = new Task<>(home, this::untilInterrupted);
        task.admitted(false);
        Thread worker = new Thread(() -> work(home, task), "worker");
        Thread canceller = new Thread(() -> task.cancel(true), "canceller");
        try (Probe.Visit visit = Probe.visit(point -> at(point, worker, canceller))) {
            worker.start();
            Await.until(() -> task.runningOn() != null, () -> "the job should run");
            canceller.start();
            Await.end(canceller);
            Await.end(worker);
        }

        assertThat(leftTooEarly).as("the job was left before its interrupt").isFalse();
        assertThat(interruptedAtEnd).as("it came before the job was left").isTrue();
        assertThat(task.isCancelled()).isTrue();
    }

    private void work(StubHome home, Task<Integer> task) {
        Runner mine = Runner.enter(home, () -> false);
        mine.outermost(task);
        if (task.begin(mine)) {
            task.runBegun(completed -> {});
        }
        left.set(true);
        interruptedAtEnd.set(Thread.interrupted());
        waitsOrLeft.countDown();
        Runner.leave();
    }

    private int untilInterrupted() throws InterruptedException {
        mayEnd.await();
        return 1;
    }

    private void at(Point point, Thread worker, Thread canceller) {
        if (point == Point.INTERRUPTS && Thread.currentThread() == canceller) {
            mayEnd.countDown();
            awaitQuietly(waitsOrLeft);
            leftTooEarly.set(left.get());
        } else if (point == Point.SPIN && Thread.currentThread() == worker) {
            waitsOrLeft.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
