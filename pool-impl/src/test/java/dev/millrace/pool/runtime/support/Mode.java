package dev.millrace.pool.runtime.support;

import dev.millrace.pool.Dispatch;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The ways of dispatch. */
public enum Mode {
    COOPERATIVE(Dispatch.cooperative(), 1),
    DEDICATED_1(Dispatch.dedicated(1), 1),
    DEDICATED_2(Dispatch.dedicated(2), 2);

    @SuppressWarnings("ImmutableEnumChecker")
    private final Dispatch dispatch;

    private final int leastWorkers;

    Mode(Dispatch dispatch, int leastWorkers) {
        this.dispatch = dispatch;
        this.leastWorkers = leastWorkers;
    }

    /** The fewest workers that this mode can have. */
    public int leastWorkers() {
        return leastWorkers;
    }

    /** A pool of a fixed size whose failing jobs are not logged; a test that fails does not wait long for its end. */
    public WorkerPoolBuilder pool(String name, int workers) {
        return WorkerPool.builder(name)
                .workers(workers)
                .dispatch(dispatch)
                .sizing(SizingPolicy.fixed())
                .closeDeadline(Duration.ofSeconds(20))
                .uncaughtHandler((thread, failure) -> {});
    }

    /** Every mode with 1, 2 and 4 workers, where it allows so few. */
    public static Stream<Arguments> andWorkers() {
        return with(1, 2, 4).filter(arguments -> {
            Object[] both = arguments.get();
            return (int) both[1] >= ((Mode) both[0]).leastWorkers;
        });
    }

    /** Every mode with 2 and 4 workers. */
    public static Stream<Arguments> andSeveralWorkers() {
        return with(2, 4);
    }

    /** Every mode with the capacities at which a bound that is not exact shows. */
    public static Stream<Arguments> andCapacity() {
        return with(1, 2, 3, 16, 1000);
    }

    private static Stream<Arguments> with(int... numbers) {
        return Stream.of(values())
                .flatMap(mode -> IntStream.of(numbers).mapToObj(number -> Arguments.of(mode, number)));
    }
}
