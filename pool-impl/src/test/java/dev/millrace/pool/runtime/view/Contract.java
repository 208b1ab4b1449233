package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.PoolThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** Opens services and ends them after each test; where one is a pool's view, every job of the test must then be accounted for. */
@Guarded
abstract class Contract {
    /** Never reached in a test that passes. */
    static final long LONG_SECONDS = 30;

    private final List<ExecutorService> opened = new ArrayList<>();
    final PoolThreads threads = new PoolThreads();

    final ExecutorService open(Subject subject) {
        return open(subject, Subject.CAPACITY);
    }

    final ExecutorService open(Subject subject, int capacity) {
        return opened(subject.open(capacity, this::quietThread));
    }

    /** The control's jobs may throw as well. */
    final Thread quietThread(Runnable runnable) {
        Thread thread = threads.newThread(runnable);
        thread.setUncaughtExceptionHandler((which, failure) -> {});
        return thread;
    }

    final <S extends ExecutorService> S opened(S service) {
        opened.add(service);
        return service;
    }

    @AfterEach
    final void endAll() throws InterruptedException {
        for (ExecutorService service : opened) {
            service.shutdownNow();
            assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
            if (service instanceof PoolExecutorService view) {
                assertAccounted(view);
            }
        }
    }

    static DrainReport assertAccounted(PoolExecutorService view) {
        DrainReport report = view.pool().close(Duration.ZERO);
        Accounts.assertClosed(report);
        assertThat(view.pool().state()).isEqualTo(PoolState.TERMINATED);
        return report;
    }

    /** Ends the service in good order and awaits it. */
    static void drain(ExecutorService service) throws InterruptedException {
        service.shutdown();
        assertThat(service.awaitTermination(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    static void assertRefuses(ExecutorService service) {
        Callable<Integer> job = () -> 1;
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.execute(() -> {}));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(job));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(() -> {}));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.submit(() -> {}, 1));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.invokeAll(List.of(job)));
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> service.invokeAny(List.of(job)));
    }
}
