package dev.millrace.pool.runtime.fan;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.JobOptions;
import dev.millrace.pool.Mapper;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.Trace;
import dev.millrace.pool.runtime.handle.BudgetTask;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs inputs that have budgets of their own, each as a job inside the turn: so its interrupt reaches it alone, and it is decided in time even if it ignores it. */
final class Budgets<I, T> {
    private final FanHost host;
    private final Mapper<? super I, ? extends T> mapper;
    private final @Nullable Duration startBudget;
    private final JobOptions options;
    private final long startNanos;
    private final ObjIntConsumer<Outcome<T>> decider;
    private final AtomicInteger counted = new AtomicInteger();

    /** @param decider told of each outcome, once */
    Budgets(
            FanHost host,
            Mapper<? super I, ? extends T> mapper,
            FanOut policy,
            long startNanos,
            ObjIntConsumer<Outcome<T>> decider) {
        this.host = host;
        this.mapper = mapper;
        this.startBudget = policy.options().startBudget();
        this.options = runOptions(policy.options());
        this.startNanos = startNanos;
        this.decider = decider;
    }

    static boolean asked(FanOut policy) {
        return policy.options().startBudget() != null || policy.options().runBudget() != null;
    }

    private static JobOptions runOptions(JobOptions each) {
        JobOptions options = TurnOptions.of(each);
        Duration run = each.runBudget();
        return run == null ? options : options.runWithin(run);
    }

    /** One more is decided, and its outcome can be seen. */
    void count() {
        counted.incrementAndGet();
    }

    /** How many are decided. */
    int counted() {
        return counted.get();
    }

    /** Runs one to its end, on this thread, unless it is too late. */
    @SuppressWarnings("FutureReturnValueIgnored") // it is the task
    void run(int index, I input, Place place) {
        long waited = System.nanoTime() - startNanos;
        if (startBudget != null && waited >= TimeUnit.NANOSECONDS.convert(startBudget)) {
            decider.accept(new Outcome.Expired<>(new Trace(null, Duration.ofNanos(waited), Duration.ZERO)), index);
            return;
        }
        Callable<T> job = () -> mapper.map(input);
        Callable<T> body = place.hasContext() ? () -> place.call(job) : job;
        BudgetTask<T> task = new BudgetTask<>(host.home(), body, options, host.alarm()) {
            /** At once, on whichever thread brings the end about: by way of an action it could come after the input's turn. */
            @Override
            protected void completed(long now) {
                decider.accept(Outcomes.waited(outcome(), waited), index);
            }
        };
        if (!task.tryHelp()) {
            task.run();
        }
    }
}
