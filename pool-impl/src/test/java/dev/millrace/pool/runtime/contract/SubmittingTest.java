package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Ledger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What goes in, and what is refused. */
class SubmittingTest extends Contract {

    @OnEverySubject
    void nullIsRefusedBeforeAnythingIsDone(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger ran = new AtomicInteger();
        Callable<Integer> job = ran::incrementAndGet;
        assertThatNullPointerException().isThrownBy(() -> service.execute(null));
        assertThatNullPointerException().isThrownBy(() -> service.submit((Runnable) null));
        assertThatNullPointerException().isThrownBy(() -> service.submit((Callable<?>) null));
        assertThatNullPointerException().isThrownBy(() -> service.submit(null, 1));
        assertThatNullPointerException().isThrownBy(() -> service.invokeAll(null));
        assertThatNullPointerException().isThrownBy(() -> service.invokeAll(Arrays.asList(job, job, null)));
        assertThatNullPointerException()
                .isThrownBy(() -> service.invokeAll(Arrays.asList(job, null), 1, TimeUnit.SECONDS));
        assertThatNullPointerException().isThrownBy(() -> service.invokeAll(List.of(job), 1, null));
        assertThatNullPointerException().isThrownBy(() -> service.invokeAny(null));
        assertThatNullPointerException().isThrownBy(() -> service.invokeAny(List.of(job), 1, null));
        assertThatNullPointerException().isThrownBy(() -> service.awaitTermination(1, null));
        drain(service);
        assertThat(ran.get()).isBetween(0, subject.differs(Deviation.NULLS_FIRST) ? 0 : 3);
    }

    @OnEverySubject
    void nullIsRefusedAfterTheEnd(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        drain(service);
        assertThatNullPointerException().isThrownBy(() -> service.execute(null));
        assertThatNullPointerException().isThrownBy(() -> service.submit((Callable<?>) null));
        assertThatNullPointerException()
                .isThrownBy(() -> service.invokeAll(Collections.singletonList((Callable<?>) null)));
    }

    @OnEverySubject
    void eachWayInGivesItsValue(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        AtomicInteger ran = new AtomicInteger();
        assertThat(service.submit(() -> "value").get()).isEqualTo("value");
        assertThat(service.submit(() -> (Object) null).get()).isNull();
        assertThat(service.submit((Runnable) ran::incrementAndGet).get()).isNull();
        assertThat(service.submit((Runnable) ran::incrementAndGet, "given").get())
                .isEqualTo("given");
        assertThat(service.submit((Runnable) ran::incrementAndGet, null).get()).isNull();
        assertThat(ran).hasValue(3);
    }

    /** No state is kept by a job's identity. */
    @OnEverySubject
    void theSameObjectAThousandTimes(Subject subject) throws Exception {
        ExecutorService service = open(subject, 100);
        Runnable job = new AtomicInteger()::incrementAndGet;
        AtomicInteger ran = new AtomicInteger();
        Runnable same = () -> {
            job.run();
            ran.incrementAndGet();
        };
        int accepted = 0;
        for (int i = 0; i < 1_000; i++) {
            try {
                service.execute(same);
                accepted++;
            } catch (RejectedExecutionException e) {
                Thread.onSpinWait();
            }
        }
        drain(service);
        assertThat(ran).hasValue(accepted);
    }

    @OnEverySubject
    void jobsWhoseObjectMethodsThrow(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        List<Future<?>> futures = new ArrayList<>();
        try (Hold hold = Hold.all(service, subject)) {
            for (int i = 0; i < 50; i++) {
                service.execute(new Hostile());
                futures.add(service.submit((Runnable) new Hostile()));
                futures.add(service.submit((Callable<?>) new Hostile()));
            }
            assertThat(futures.get(99).cancel(true)).isTrue();
            hold.release();
        }
        for (Future<?> future : futures.subList(0, 99)) {
            future.get();
        }
        try (Hold again = Hold.all(service, subject)) {
            service.execute(new Hostile());
            service.submit((Runnable) new Hostile());
            assertThat(service.shutdownNow()).hasSize(2);
            assertThat(again.held()).isEqualTo(subject.workers());
        }
    }

    /** A place is a job that has not started; there are exactly as many as were asked for, and a refusal takes none. */
    @OnEverySubject
    void theBoundIsExactAndARefusalLeavesNothingBehind(Subject subject) throws Exception {
        for (int capacity : new int[] {1, 2, 3, 33}) {
            ExecutorService service = open(subject, capacity);
            Ledger ledger = new Ledger(3 * capacity);
            List<Future<?>> futures = new ArrayList<>();
            try (Hold hold = Hold.all(service, subject)) {
                for (int i = 0; i < capacity; i++) {
                    futures.add(service.submit(ledger.job(i)));
                }
                for (int i = 0; i < 5; i++) {
                    assertRefuses(service);
                }
                assertThat(futures).noneMatch(Future::isDone);
                for (Future<?> future : futures) {
                    assertThat(future.isCancelled()).isFalse();
                }
                hold.release();
            }
            for (Future<?> future : futures) {
                future.get();
            }
            try (Hold hold = Hold.all(service, subject)) {
                ledger.jobs(capacity, 2 * capacity).forEach(service::execute);
                assertThatExceptionOfType(RejectedExecutionException.class)
                        .isThrownBy(() -> service.execute(ledger.job(0)));
                hold.release();
            }
            Await.until(() -> ledger.total() == 2L * capacity, () -> ledger.total() + " ran");
            drain(service);
            assertThat(ledger.total()).isEqualTo(2L * capacity);
        }
    }

    /** Runs, and does nothing else. */
    private static final class Hostile implements Runnable, Callable<Object> {
        @Override
        public void run() {}

        @Override
        public Object call() {
            return this;
        }

        @Override
        @SuppressWarnings("EqualsHashCode")
        public boolean equals(Object other) {
            throw new UnsupportedOperationException("equals");
        }

        @Override
        public int hashCode() {
            throw new UnsupportedOperationException("hashCode");
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("toString");
        }
    }
}
