package dev.millrace.examples.sum;

import dev.millrace.examples.tool.Output;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** The numbers from 1 are jobs, each worker's handler adds up those that it gets, and a signal ends it. */
final class Sum {
    private final int last;
    private final int workers;
    private final int capacity;
    private final Output out;

    Sum(int last, int workers, int capacity, Output out) {
        this.last = last;
        this.workers = workers;
        this.capacity = capacity;
        this.out = out;
    }

    /** Whether the sum is right, and every handler that was opened has been closed. */
    boolean run() {
        AtomicInteger numbering = new AtomicInteger();
        LongAdder total = new LongAdder();
        CompletableFuture<String> done = new CompletableFuture<>();

        HandlerPool<Integer> pool = HandlerPool.builder("sum", Integer.class)
                .workers(workers)
                .queueCapacity(capacity)
                .handler(() -> new Adder(numbering, total, out))
                .build();
        pool.closeWhen(done);
        IntStream.rangeClosed(1, last).forEach(pool::offer); // waits for room
        done.complete("no more numbers");
        HandlerDrainReport<Integer> end =
                pool.whenClosed().toCompletableFuture().join();

        boolean verified = total.sum() == (long) last * (last + 1) / 2
                && end.complete()
                && end.handlers().opened() == end.handlers().closed();
        out.line("%s", end);
        out.line(
                "numbers=%d handlers=%d sum=%d verified=%b",
                last, end.handlers().opened(), total.sum(), verified);
        return verified;
    }
}
