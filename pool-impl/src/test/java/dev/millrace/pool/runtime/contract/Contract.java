package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** Opens services and ends them after each test; what else its subject knows of a service that has ended must then hold. */
@Guarded
public abstract class Contract {
    /** Never reached in a test that passes. */
    public static final long LONG_SECONDS = 30;

    private final List<Opened> opened = new ArrayList<>();
    /** The threads of the services that are opened. */
    protected final PoolThreads threads = new PoolThreads();

    private record Opened(ExecutorService service, Consumer<ExecutorService> afterwards) {}

    final ExecutorService open(Subject subject) {
        return open(subject, Subject.CAPACITY);
    }

    final ExecutorService open(Subject subject, int capacity) {
        return open(subject, new Setup(capacity, this::quietThread));
    }

    final ExecutorService open(Subject subject, Setup setup) {
        return opened(subject.open(setup), subject::assertAccounted);
    }

    /** A thread that says nothing of what it dies of: the control's jobs may throw as well. */
    protected final Thread quietThread(Runnable runnable) {
        Thread thread = threads.newThread(runnable);
        thread.setUncaughtExceptionHandler((which, failure) -> {});
        return thread;
    }

    /**
     * Has a service ended after the test.
     *
     * @param afterwards what must hold then
     */
    protected final <S extends ExecutorService> S opened(S service, Consumer<ExecutorService> afterwards) {
        opened.add(new Opened(service, afterwards));
        return service;
    }

    @AfterEach
    final void endAll() throws InterruptedException {
        for (Opened each : opened) {
            each.service.shutdownNow();
            assertThat(each.service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            each.afterwards.accept(each.service);
        }
    }

    /** Ends the service in good order and awaits it. */
    protected static void drain(ExecutorService service) throws InterruptedException {
        service.shutdown();
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** Every way in is closed. */
    protected static void assertRefuses(ExecutorService service) {
        Callable<Integer> job = () -> 1;
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.execute(() -> {}));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(job));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(() -> {}));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(() -> {}, 1));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.invokeAll(List.of(job)));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.invokeAny(List.of(job)));
    }
}
