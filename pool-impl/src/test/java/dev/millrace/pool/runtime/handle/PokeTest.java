package dev.millrace.pool.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The crossings of a poke with the end of its job and with jobs inside it, each held open by what is asked in the middle of the poke. */
@Guarded
class PokeTest {
    private final AtomicReference<Runner> runner = new AtomicReference<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean jobEnded = new AtomicBoolean();
    private final AtomicBoolean goOn = new AtomicBoolean();

    private Thread worker(Consumer<Runner> work) {
        Thread thread = new Thread(() -> {
            try {
                Runner me = Runner.enter(new StubHome(), () -> false, true);
                runner.set(me);
                work.accept(me);
            } catch (Throwable thrown) {
                failure.set(thrown);
            } finally {
                Runner.leave();
            }
        });
        thread.start();
        Await.until(() -> runner.get() != null, () -> "no worker");
        return thread;
    }

    private void end(Thread worker) {
        Await.end(worker);
        assertThat(failure.get()).isNull();
    }

    /** Long enough for whoever does not wait to go by. */
    private static void letOthersGoBy() {
        LockSupport.parkNanos(20_000_000);
    }

    @Test
    void reachesTheJobThatRuns() {
        Thread worker = worker(me -> Await.until(Thread.currentThread()::isInterrupted, () -> "not interrupted"));

        assertThat(runner.get().poke(() -> true)).isTrue();

        end(worker);
    }

    @Test
    void isNotGivenAfterTheEndOfTheJob() {
        Thread worker = worker(me -> {
            jobEnded.set(true);
            me.settle();
            Await.until(goOn::get, () -> "the poke is not over");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
        Await.until(jobEnded::get, () -> "the job has not ended");

        assertThat(runner.get().poke(() -> !jobEnded.get())).isFalse();

        goOn.set(true);
        end(worker);
    }

    /** The job ends after it was found running and before it is interrupted. */
    @Test
    void doesNotReachTheNextJob() {
        Thread worker = worker(me -> {
            Await.until(goOn::get, () -> "nobody pokes");
            jobEnded.set(true);
            me.settle();
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            long start = System.nanoTime();
            while (System.nanoTime() - start < 100_000_000) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
        });

        runner.get().poke(() -> {
            goOn.set(true);
            Await.until(jobEnded::get, () -> "the job does not end");
            letOthersGoBy();
            return true;
        });

        end(worker);
    }

    @Test
    void waitsWhileAnotherJobRunsInside() {
        AtomicBoolean inside = new AtomicBoolean();
        Thread worker = worker(me -> {
            Runner.inside(() -> Runner.inside(() -> {
                inside.set(true);
                Await.until(goOn::get, () -> "nobody pokes");
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }));
            assertThat(Thread.interrupted()).isTrue();
            Runner.inside(() -> {});
            assertThat(Thread.interrupted()).as("once").isFalse();
        });
        Await.until(inside::get, () -> "not inside");

        assertThat(runner.get().poke(() -> true)).isTrue();

        goOn.set(true);
        end(worker);
    }

    /** The worker goes into another job after the poke has begun. */
    @Test
    void doesNotReachTheJobInside() {
        Thread worker = worker(me -> {
            Await.until(goOn::get, () -> "nobody pokes");
            AtomicBoolean foreign = new AtomicBoolean();
            Runner.inside(() -> {
                jobEnded.set(true);
                long start = System.nanoTime();
                while (System.nanoTime() - start < 100_000_000) {
                    foreign.compareAndSet(false, Thread.currentThread().isInterrupted());
                }
            });
            assertThat(foreign).isFalse();
            assertThat(Thread.interrupted()).isTrue();
        });

        runner.get().poke(() -> {
            goOn.set(true);
            letOthersGoBy();
            return true;
        });

        end(worker);
    }

    /** The worker comes out of the inner job after the poke has begun. */
    @Test
    void isNotForgottenByAWorkerThatComesOut() {
        AtomicBoolean inside = new AtomicBoolean();
        Thread worker = worker(me -> {
            Runner.inside(() -> {
                inside.set(true);
                Await.until(goOn::get, () -> "nobody pokes");
            });
            Await.until(Thread.currentThread()::isInterrupted, () -> "not interrupted");
        });
        Await.until(inside::get, () -> "not inside");

        runner.get().poke(() -> {
            goOn.set(true);
            letOthersGoBy();
            return true;
        });

        end(worker);
    }

    @Test
    void isNothingToAWorkerThatMayNotBePoked() {
        Thread worker = new Thread(() -> {
            Runner me = Runner.enter(new StubHome(), () -> false);
            try {
                assertThat(me.poke(() -> true)).isFalse();
                me.settle();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            } catch (Throwable thrown) {
                failure.set(thrown);
            } finally {
                Runner.leave();
            }
        });
        worker.start();
        end(worker);
    }

    @Test
    void tellsTheOutermostTaskWhateverRunsInside() {
        StubHome home = new StubHome();
        Thread worker = worker(me -> {
            Task<Integer> outer = new Task<>(home, () -> 1);
            me.outermost(outer);
            assertThat(me.outermost()).isSameAs(outer);
            Runner.inside(() -> {
                Task<Integer> inner = new Task<>(home, () -> 2);
                me.outermost(inner);
                assertThat(me.isInside()).isTrue();
                assertThat(me.outermost()).isSameAs(outer);
                assertThat(me.innermost()).isSameAs(inner);
                me.outermost(null);
            });
            assertThat(me.isInside()).isFalse();
            assertThat(me.outermost()).isSameAs(outer);
            me.outermost(null);
            assertThat(me.outermost()).isNull();
        });
        end(worker);
    }
}
