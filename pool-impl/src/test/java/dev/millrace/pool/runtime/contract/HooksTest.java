package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;

/** Jobs and hooks that throw, each with each: nothing, an unchecked exception, an error, a checked exception, a bare Throwable. */
class HooksTest extends Contract {
    private static final List<Throwable> KINDS = Arrays.asList(
            null,
            new IllegalStateException("unchecked"),
            new AssertionError("error"),
            new IOException("checked"),
            new Throwable("bare"));

    /** Hooks that throw what they are told to, and count. */
    private static final class Throwing implements Hooks {
        final AtomicInteger before = new AtomicInteger();
        final AtomicInteger after = new AtomicInteger();
        volatile Throwable beforehand;
        volatile Throwable afterwards;

        @Override
        public void before() {
            before.incrementAndGet();
            raise(beforehand);
        }

        @Override
        public void after() {
            after.incrementAndGet();
            raise(afterwards);
        }
    }

    private static void raise(Throwable kind) {
        if (kind != null) {
            Sneaky.<RuntimeException>raise(kind);
        }
    }

    /** Twenty-five pairs, after the job: it has run, the hook has run, and all threads are there for the next. */
    @OnEverySubject
    void afterJobsThatThrow(Subject subject) throws Exception {
        Throwing hooks = new Throwing();
        ExecutorService service = open(subject, new Setup(Subject.CAPACITY, this::quietThread, hooks));
        Ledger ledger = new Ledger(25);
        int number = 0;
        for (Throwable ofJob : KINDS) {
            for (Throwable ofHook : KINDS) {
                int job = number++;
                hooks.afterwards = ofHook;
                int so = hooks.after.get();
                service.execute(() -> {
                    ledger.ran(job);
                    raise(ofJob);
                });
                Await.spinning(() -> ledger.runs(job) == 1 && hooks.after.get() > so, () -> "no hook after " + job);
            }
        }
        hooks.afterwards = null;
        assertWhole(service, subject);
        drain(service);
        ledger.assertEachRanOnce();
        int all = 25 + 2 * subject.workers();
        assertThat(hooks.before).hasValue(all);
        // ThreadPoolExecutor calls its hook again with what the hook itself has thrown.
        assertThat(hooks.after.get()).isBetween(all, subject.differs(Deviation.HOOKS_FAIL_JOBS) ? all : all + 25);
    }

    /** A job whose hook throws beforehand does not run; those behind it do. */
    @OnEverySubject
    void beforeJobs(Subject subject) throws Exception {
        Throwing hooks = new Throwing();
        ExecutorService service = open(subject, new Setup(Subject.CAPACITY, this::quietThread, hooks));
        AtomicInteger ran = new AtomicInteger();
        int calls = 0;
        for (Throwable ofHook : KINDS) {
            hooks.beforehand = ofHook;
            for (int i = 0; i < 5; i++) {
                service.execute(ran::incrementAndGet);
                int expected = ++calls;
                Await.spinning(() -> hooks.before.get() == expected, () -> hooks.before + " hooks");
            }
        }
        hooks.beforehand = null;
        assertWhole(service, subject);
        drain(service);
        assertThat(ran).hasValue(5);
    }

    /** What becomes of the future. */
    @OnEverySubject
    void aroundJobsWithAFuture(Subject subject) throws Exception {
        Throwing hooks = new Throwing();
        ExecutorService service = open(subject, new Setup(Subject.CAPACITY, this::quietThread, hooks));
        boolean failJobs = subject.differs(Deviation.HOOKS_FAIL_JOBS);
        for (Throwable ofHook : KINDS.subList(1, KINDS.size())) {
            hooks.afterwards = ofHook;
            int after = hooks.after.get();
            Future<Integer> future = service.submit(() -> 7);
            if (failJobs) {
                assertFailed(future, ofHook);
            } else {
                assertThat(future.get()).isEqualTo(7);
            }
            Await.spinning(() -> hooks.after.get() > after, () -> "no hook after the job");
            hooks.afterwards = null;

            hooks.beforehand = ofHook;
            int before = hooks.before.get();
            Future<Integer> unrun = service.submit(() -> 7);
            if (failJobs) {
                assertFailed(unrun, ofHook);
            } else {
                Await.spinning(() -> hooks.before.get() > before, () -> "no hook before the job");
                Assertions.assertThatExceptionOfType(TimeoutException.class)
                        .isThrownBy(() -> unrun.get(1, TimeUnit.MILLISECONDS));
            }
            hooks.beforehand = null;
        }
        assertWhole(service, subject);
    }

    private static void assertFailed(Future<?> future, Throwable cause) {
        Assertions.assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> future.get(LONG_SECONDS, TimeUnit.SECONDS))
                .satisfies(e -> assertThat(e.getCause()).isSameAs(cause));
    }

    /** All of its threads are there, twice. */
    private static void assertWhole(ExecutorService service, Subject subject) {
        for (int i = 0; i < 2; i++) {
            try (Hold hold = Hold.all(service, subject)) {
                assertThat(hold.held()).isEqualTo(subject.workers());
            }
        }
    }
}
