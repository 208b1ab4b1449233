package dev.millrace.pool.runtime.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DrainReport;
import dev.millrace.pool.PoolExecutorService;
import dev.millrace.pool.PoolState;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.contract.Deviation;
import dev.millrace.pool.runtime.contract.Hooks;
import dev.millrace.pool.runtime.contract.Setup;
import dev.millrace.pool.runtime.contract.Subject;
import dev.millrace.pool.runtime.contract.SubjectSource;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A pool's view.
 *
 * @param mode the way of dispatch
 * @param workers how many threads
 */
public record ViewSubject(Mode mode, int workers) implements Subject {
    private static final int SEVERAL = 3;
    /** A pool always has a bound, and reserves its queue for it when it is built. */
    private static final int LARGE_CAPACITY = 1 << 18;

    /** Every mode, with as few workers as it can have and with several. */
    public static final class Source implements SubjectSource {
        /** For the service loader. */
        public Source() {}

        @Override
        public Stream<ViewSubject> subjects() {
            return Stream.of(Mode.values())
                    .flatMap(
                            mode -> IntStream.of(mode.leastWorkers(), SEVERAL).mapToObj(n -> new ViewSubject(mode, n)));
        }
    }

    @Override
    public ExecutorService open(Setup setup) {
        WorkerPoolBuilder builder =
                builder(mode, workers, Math.min(setup.capacity(), LARGE_CAPACITY), WhenFull.reject(), setup.factory());
        Hooks hooks = setup.hooks();
        if (hooks != Hooks.NONE) {
            builder.contextPropagation(job -> () -> {
                hooks.before();
                try {
                    job.run();
                } finally {
                    hooks.after();
                }
            });
        }
        return builder.build().asExecutorService();
    }

    /** A view with another policy. */
    static PoolExecutorService view(Mode mode, int workers, int capacity, WhenFull whenFull, ThreadFactory factory) {
        return builder(mode, workers, capacity, whenFull, factory).build().asExecutorService();
    }

    private static WorkerPoolBuilder builder(
            Mode mode, int workers, int capacity, WhenFull whenFull, ThreadFactory factory) {
        return mode.pool("view", workers)
                .queueCapacity(capacity)
                .whenFull(whenFull)
                .threadFactory(factory);
    }

    @Override
    public Set<Deviation> deviations() {
        EnumSet<Deviation> all = EnumSet.allOf(Deviation.class);
        if (mode == Mode.COOPERATIVE) { // nobody but the worker takes from its queue
            all.remove(Deviation.LISTS_ABOUT_IN_ORDER);
        }
        return all;
    }

    @Override
    public boolean closeable() {
        return true;
    }

    @Override
    public void assertAccounted(ExecutorService ended) {
        account(ended);
    }

    /** Every job that was accepted has one fate. */
    static DrainReport account(ExecutorService ended) {
        PoolExecutorService view = (PoolExecutorService) ended;
        DrainReport report = view.pool().close(Duration.ZERO);
        Accounts.assertClosed(report);
        assertThat(view.pool().state()).isEqualTo(PoolState.TERMINATED);
        return report;
    }

    /** Of one subject longer than any of the pool's own graces. */
    @Override
    public long patienceMillis() {
        return mode == Mode.COOPERATIVE && workers == 1 ? 1_200 : 10;
    }

    @Override
    public String toString() {
        return mode + " with " + workers;
    }
}
