package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What {@code Future} says of the futures that submit gives. */
class FutureContractTest extends Contract {

    @OnEverySubject
    void whileItWaitsAndWhileItRuns(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        try (Hold hold = Hold.all(service, subject);
                Hold second = new Hold()) {
            Future<?> future = service.submit(second);
            assertNotDone(future);
            hold.release();
            second.awaitHeld(1);
            assertNotDone(future);
            Other<Object> waiting = Other.<Object>calls(future::get).blocked();
            second.release();
            assertThat(waiting.value()).isNull();
            assertThat(future.isDone()).isTrue();
            assertThat(future.isCancelled()).isFalse();
            assertThat(future.cancel(true)).isFalse();
            assertThat(state(future)).isIn("SUCCESS", null);
        }
    }

    private static void assertNotDone(Future<?> future) {
        assertThat(future.isDone()).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(0, TimeUnit.SECONDS));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(-1, TimeUnit.SECONDS));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS));
        assertThat(state(future)).isIn("RUNNING", null);
        if (hasState()) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask(future, "resultNow"));
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask(future, "exceptionNow"));
        }
    }

    @OnEverySubject
    void whatTheJobThrowsIsTheCause(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException("a"), new IOException("b"), new StackOverflowError(), new Throwable("c")
        }) {
            Future<?> future = service.submit(() -> Sneaky.<RuntimeException>raise(thrown));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(future::get)
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> future.get(1, TimeUnit.SECONDS))
                    .satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));
            assertThat(future.isCancelled()).isFalse();
            assertThat(state(future)).isIn("FAILED", null);
            if (hasState()) {
                assertThat(ask(future, "exceptionNow")).isSameAs(thrown);
            }
        }
    }

    @OnEverySubject
    void resultNow(Subject subject) throws Exception {
        Future<String> future = open(subject).submit(() -> "value");
        assertThat(future.get(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo("value");
        if (hasState()) {
            assertThat(ask(future, "resultNow")).isEqualTo("value");
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask(future, "exceptionNow"));
        }
    }

    @OnEverySubject
    void cancelledWhileItWaits(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger ran = new AtomicInteger();
        Future<?> future;
        try (Hold hold = Hold.all(service, subject)) {
            future = service.submit(ran::incrementAndGet);
            Other<Object> waiting = Other.<Object>calls(future::get).blocked();
            assertThat(future.cancel(false)).isTrue();
            assertCancelled(future);
            assertThat(waiting.failure()).isInstanceOf(CancellationException.class);
            hold.release();
        }
        drain(service);
        assertThat(ran).hasValue(0);
        assertCancelled(future);
    }

    /** It is done at once, whatever the job still does. */
    @OnEverySubject
    void cancelledWhileItRuns(Subject subject) {
        ExecutorService service = open(subject);
        for (boolean interrupt : new boolean[] {false, true}) {
            try (Hold job = new Hold()) {
                Future<?> future = service.submit(job::runStubbornly);
                job.awaitHeld(1);
                assertThat(future.cancel(interrupt)).isTrue();
                assertCancelled(future);
                if (interrupt) {
                    Await.spinning(() -> job.interrupted() == 1, () -> "interrupted " + job.interrupted());
                }
                assertThat(job.interrupted()).isEqualTo(interrupt ? 1 : 0);
            }
        }
    }

    private static void assertCancelled(Future<?> future) {
        assertThat(future.isDone()).isTrue();
        assertThat(future.isCancelled()).isTrue();
        assertThat(future.cancel(true)).isFalse();
        assertThat(state(future)).isIn("CANCELLED", null);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(future::get);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> future.get(1, TimeUnit.SECONDS));
        if (hasState()) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask(future, "resultNow"));
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> ask(future, "exceptionNow"));
        }
    }

    /** A job may cancel itself; it goes on, interrupted, and the next one is not. */
    @OnEverySubject
    void cancelledByItself(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger flags = new AtomicInteger();
        Future<?>[] self = new Future<?>[1];
        try (Hold hold = Hold.all(service, subject)) {
            self[0] = service.submit(() -> {
                self[0].cancel(true);
                flags.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
            });
            hold.release();
        }
        drain(service);
        assertCancelled(self[0]);
        assertThat(flags).hasValue(1);
    }

    @OnEverySubject
    void aWaitIsInterruptible(Subject subject) {
        ExecutorService service = open(subject);
        try (Hold hold = Hold.all(service, subject)) {
            Future<?> future = service.submit(() -> {});
            Other<Object> waits = Other.<Object>calls(future::get).blocked().interrupt();
            assertThat(waits.failure()).isInstanceOf(InterruptedException.class);
            assertThat(waits.flagAfterwards()).isFalse();
            Other<Object> waitsTimed = Other.<Object>calls(() -> future.get(LONG_SECONDS, TimeUnit.SECONDS))
                    .blocked()
                    .interrupt();
            assertThat(waitsTimed.failure()).isInstanceOf(InterruptedException.class);
            assertThat(hold.interrupted()).isZero();
            assertThat(future.isDone()).isFalse();
        }
    }

    /** Who has seen it done gets the answer, at once, interrupted or not, and keeps the flag. */
    @OnEverySubject
    void doneMeansThatGetNeitherWaitsNorThrowsInterruptedOrTimeout(Subject subject, Seed seed) {
        ExecutorService service = open(subject);
        SplittableRandom random = seed.random(0);
        for (int i = 0; i < Scale.rounds(1_000); i++) {
            int number = i;
            boolean timed = random.nextBoolean();
            boolean interrupted = random.nextBoolean();
            Future<Integer> future = service.submit(() -> number);
            Await.spinning(future::isDone, () -> future + " should be done");
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            try {
                assertThat(timed ? future.get(0, TimeUnit.SECONDS) : future.get())
                        .isEqualTo(number);
                assertThat(Thread.interrupted()).isEqualTo(interrupted);
            } catch (Exception e) {
                throw new AssertionError("get of a future that is done", e);
            }
        }
    }

    /** An interrupt that meets the end of the wait is thrown or kept: never both, never neither. */
    @OnEverySubject
    void anInterruptThatRacesWithTheEnd(Subject subject, Seed seed) throws Exception {
        ExecutorService service = open(subject);
        SplittableRandom random = seed.random(0);
        for (int i = 0; i < Scale.rounds(300); i++) {
            int spins = random.nextInt(3_000);
            boolean timed = random.nextBoolean();
            CountDownLatch met = new CountDownLatch(2);
            Thread me = Thread.currentThread();
            Other<Boolean> interrupter = Other.calls(() -> {
                met.countDown();
                met.await();
                me.interrupt();
                return true;
            });
            Future<Integer> future = service.submit(() -> {
                for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                }
                return 7;
            });
            met.countDown();
            boolean thrown = false;
            try {
                assertThat(timed ? future.get(LONG_SECONDS, TimeUnit.SECONDS) : future.get())
                        .isEqualTo(7);
            } catch (InterruptedException e) {
                thrown = true;
            }
            boolean kept = awaitInterrupt(interrupter);
            assertThat(thrown).isNotEqualTo(kept);
            assertThat(future.get(LONG_SECONDS, TimeUnit.SECONDS)).isEqualTo(7);
        }
    }

    /** Awaits the interrupter's end without the help of anything that an interrupt disturbs; whether the flag is set then, which is cleared. */
    private static boolean awaitInterrupt(Other<Boolean> interrupter) {
        while (!interrupter.isDone()) {
            Thread.onSpinWait();
        }
        return Thread.interrupted();
    }

    /** Each future ends in one way, the same for all who ask. */
    @OnEverySubject
    void cancelsThatRaceWithTheRun(Subject subject, Seed seed) throws Exception {
        ExecutorService service = open(subject);
        SplittableRandom random = seed.random(0);
        AtomicInteger ran = new AtomicInteger();
        int cancelled = 0;
        int values = 0;
        for (int i = 0; i < Scale.rounds(2_000); i++) {
            Future<Integer> future = service.submit(ran::incrementAndGet);
            for (int spins = random.nextInt(400); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            boolean won = future.cancel(random.nextBoolean());
            assertThat(future.isDone()).as("after a cancel").isIn(true, won);
            try {
                assertThat(future.get()).isPositive();
                assertThat(won).isFalse();
                values++;
            } catch (CancellationException e) {
                assertThat(won).isTrue();
                assertThat(future.isCancelled()).isTrue();
                cancelled++;
            }
        }
        drain(service);
        assertThat(values + cancelled).isEqualTo(Scale.rounds(2_000));
        assertThat(ran.get()).isBetween(values, values + cancelled);
    }

    // ---- what JDK 19 has added

    private static boolean hasState() {
        return Runtime.version().feature() >= 19;
    }

    private static String state(Future<?> future) {
        return hasState() ? String.valueOf(ask(future, "state")) : null;
    }

    private static Object ask(Future<?> future, String method) {
        try {
            Method asked = Future.class.getMethod(method);
            return asked.invoke(future);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new AssertionError(e);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
