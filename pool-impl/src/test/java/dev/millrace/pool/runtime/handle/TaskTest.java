package dev.millrace.pool.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.runtime.job.InContext;
import dev.millrace.pool.runtime.stats.Fate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskTest {
    private final StubHome home = new StubHome();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<Runnable> alarm = new AtomicReference<>();

    private Task<Integer> accepted() {
        Task<Integer> task = new Task<>(home, (Callable<Integer>) runs::incrementAndGet);
        task.admitted(false);
        return task;
    }

    /** Its alarms come when the test calls them. */
    private BudgetTask<Integer> acceptedWithin(Duration budget) {
        Alarm byHand = (nanos, action) -> {
            alarm.set(action);
            return new FutureTask<Void>(action, null);
        };
        BudgetTask<Integer> task = new BudgetTask<>(
                home, (Callable<Integer>) runs::incrementAndGet, JobOptions.startWithin(budget), byHand);
        task.admitted(false);
        task.watchStart();
        return task;
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void shouldLeaveTheBoundOnceWhateverComesTogether() {
        List<Consumer<BudgetTask<Integer>>> ends = List.of(
                task -> task.cancel(false), BudgetTask::expire, BudgetTask::tryDrop, BudgetTask::tryReturn, Task::run);
        for (var first : ends) {
            for (var second : ends) {
                for (var third : ends) {
                    BudgetTask<Integer> task = acceptedWithin(Duration.ofHours(1));
                    int before = home.departures();
                    first.accept(task);
                    second.accept(task);
                    third.accept(task);
                    task.handBack();
                    assertThat(home.departures()).isEqualTo(before + 1);
                    assertThat(task.isDone()).isTrue();
                }
            }
        }
    }

    /** Returned by a close, it has left the bound as handed back; that the user tries to run it too late changes no count. */
    @Test
    void shouldNotLeaveTheBoundAgainWhenItIsLateByHand() throws Exception {
        BudgetTask<Integer> task = acceptedWithin(Duration.ofNanos(1));
        assertThat(task.tryReturn()).isNotNull();
        task.give();

        task.run();

        assertThat(task.outcome()).isInstanceOf(Outcome.Expired.class);
        assertThat(runs).hasValue(0);
        assertThat(home.count(Fate.HANDED_BACK)).isEqualTo(1);
        assertThat(home.departures()).isEqualTo(1);
    }

    /** A close has it for its report, so who reads the report may offer it again: nobody else may have run it, or be told that it never runs. */
    @Test
    void shouldBeHandedBackWhoeverRunsOrCancelsItOnceItIsInAReport() throws Exception {
        for (Consumer<Task<Integer>> late : List.<Consumer<Task<Integer>>>of(
                task -> assertThat(task.cancel(false)).isFalse(), Task::run, Task::handBack)) {
            Task<Integer> task = accepted();
            assertThat(task.tryReturn()).isNotNull();

            late.accept(task);
            task.handBack();

            assertThat(task.outcome()).isInstanceOf(Outcome.HandedBack.class);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void shouldBeCancelledByHandAfterItWasGiven() throws Exception {
        Task<Integer> task = accepted();
        assertThat(task.tryReturn()).isNotNull();
        task.give();

        assertThat(task.cancel(false)).isTrue();
        task.handBack();

        assertThat(task.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(home.departures()).isEqualTo(1);
    }

    @Test
    void shouldRunByHandAfterItWasGiven() throws Exception {
        Task<Integer> task = accepted();
        assertThat(task.tryReturn()).isNotNull();
        task.give();
        assertThat(task.isDone()).isFalse();

        task.run();
        task.handBack();

        assertThat(task.get()).isEqualTo(1);
        assertThat(home.departures()).isEqualTo(1);
        assertThat(home.helpedEnds).hasValue(0);
    }

    @Test
    void shouldTellAThrownCancellationFromItsOwn() {
        CancellationException thrown = new CancellationException("of another job");
        Task<Integer> task = new Task<>(home, (Callable<Integer>) () -> {
            throw thrown;
        });

        task.run();

        assertThat(task.isCancelled()).isFalse();
        assertThat(task.outcome()).isInstanceOf(Outcome.Failed.class);
        assertThatThrownBy(task::get).isInstanceOf(ExecutionException.class).hasCause(thrown);
    }

    @Test
    void shouldLeaveAForeignThreadItsInterrupts() {
        Task<Integer> task = new Task<>(home, () -> Thread.currentThread().interrupt());
        task.run();
        assertThat(Thread.interrupted()).as("one that came meanwhile").isTrue();

        AtomicBoolean seen = new AtomicBoolean();
        Thread.currentThread().interrupt();
        new Task<Integer>(home, () -> seen.set(Thread.currentThread().isInterrupted())).run();
        assertThat(seen).isFalse();
        assertThat(Thread.interrupted()).as("one that was there before").isTrue();
    }

    @Test
    void shouldLeaveNoInterruptOfItsOwnBehindOnAForeignThread() {
        AtomicReference<Task<Integer>> self = new AtomicReference<>();
        AtomicBoolean seen = new AtomicBoolean();
        self.set(new Task<>(home, () -> {
            self.get().cancel(true);
            seen.set(Thread.currentThread().isInterrupted());
        }));

        self.get().run();

        assertThat(seen).isTrue();
        assertThat(self.get().isCancelled()).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void shouldNameTheJobAndNotWhatBecameOfIt() {
        Runnable job = new NamedJob();
        Task<Integer> task = new Task<>(home, new InContext(job, () -> {}));
        assertThat(task).hasToString("JobHandle[pool 'stub', a TaskTest$NamedJob, waiting]");
        Task<Integer> valued = new Task<>(home, new ContextCall<>(new NamedCall(), wrapped -> wrapped));
        assertThat(valued.label()).isEqualTo("a TaskTest$NamedCall");

        valued.run();

        assertThat(valued).hasToString("JobHandle[pool 'stub', a job, completed]");
    }

    private static final class NamedJob implements Runnable {
        @Override
        public void run() {}
    }

    private static final class NamedCall implements Callable<Integer> {
        @Override
        public Integer call() {
            return 1;
        }
    }

    @Test
    void shouldKeepWhatAJobThrewWhenTheWrapperSwallowsIt() {
        StackOverflowError thrown = new StackOverflowError("of the job");
        Callable<Integer> job = new ContextCall<>(
                () -> {
                    throw thrown;
                },
                wrapped -> () -> {
                    try {
                        wrapped.run();
                    } catch (Throwable swallowed) {
                        runs.incrementAndGet();
                    }
                });
        assertThatThrownBy(job::call).isSameAs(thrown);
        assertThat(runs).as("seen by the wrapper").hasValue(0);
    }

    @Test
    void shouldRefuseAWrapperThatDoesNotRunTheJob() {
        Callable<Integer> job = new ContextCall<>(() -> 1, wrapped -> () -> {});
        assertThatThrownBy(job::call).isInstanceOf(IllegalStateException.class).hasMessageContaining("did not run");
    }

    @Test
    void shouldCallEachActionOnceAndSurviveOneThatThrows() {
        List<Outcome<Integer>> told = new ArrayList<>();
        Task<Integer> task = accepted();
        task.onCompletion(told::add)
                .onCompletion(outcome -> {
                    throw new IllegalStateException("an action that fails");
                })
                .onCompletion(told::add);

        task.run();
        task.onCompletion(told::add);

        assertThat(told).hasSize(3).allMatch(outcome -> outcome.equals(task.outcome()));
        assertThat(home.failedActions).hasValue(1);
    }

    /** A thread that polls with a limit, again and again, must not make the list grow. */
    @Test
    void shouldForgetWhoGaveUpWaiting() throws Exception {
        Task<Integer> task = accepted();
        Waiter.Sleeping stays = new Waiter.Sleeping();
        task.push(stays);
        for (int i = 0; i < 1_000; i++) {
            Waiter.Sleeping gone = new Waiter.Sleeping();
            task.push(gone);
            task.leave(gone);
        }
        Waiter.Sleeping last = new Waiter.Sleeping();
        task.push(last);
        assertThat(last.next).isSameAs(stays);
    }

    @Test
    void shouldTakeItsAlarmsBack() {
        BudgetTask<Integer> task = acceptedWithin(Duration.ofHours(1));
        Future<?>[] set = new Future<?>[1];
        Alarm noting = (nanos, action) -> set[0] = new FutureTask<Void>(action, null);
        BudgetTask<Integer> running = new BudgetTask<>(
                home,
                (Callable<Integer>) runs::incrementAndGet,
                JobOptions.none().runWithin(Duration.ofHours(1)),
                noting);
        running.run();
        assertThat(set[0].isCancelled()).isTrue();

        task.run();
        alarm.get().run();
        assertThat(task.outcome()).isInstanceOf(Outcome.Value.class);
        assertThat(home.count(Fate.EXPIRED)).isZero();
    }
}
