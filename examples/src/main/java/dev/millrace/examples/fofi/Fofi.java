package dev.millrace.examples.fofi;

import dev.millrace.examples.tool.AtOnce;
import dev.millrace.examples.tool.Interruption;
import dev.millrace.examples.tool.Output;
import dev.millrace.pool.FanIn;
import dev.millrace.pool.FanInStats;
import dev.millrace.pool.FanOut;
import dev.millrace.pool.Producer;
import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Fans out to producers, some of which run at once, and in again to one consumer, for whom some results may wait. */
final class Fofi {
    private final FofiOptions options;
    private final Output out;
    private final AtOnce producing = new AtOnce();
    private final List<Integer> read = new ArrayList<>();
    private int mostHeldBack;

    Fofi(FofiOptions options, Output out) {
        this.options = options;
        this.out = out;
    }

    FofiResult run(Interruption interruption) throws InterruptedException {
        try (WorkerPool pool =
                WorkerPool.builder("fofi").workers(options.producers()).build()) {
            out.restart(); // classes are loaded, threads are there
            long begin = System.nanoTime();
            fanOutAndIn(pool, interruption);
            return new FofiResult(options, read, producing.most(), mostHeldBack, System.nanoTime() - begin);
        }
    }

    private void fanOutAndIn(WorkerPool pool, Interruption interruption) throws InterruptedException {
        FanOut policy = FanOut.collectAll().atMost(options.producers()).buffer(options.buffer());
        try (FanIn<Integer> results = pool.fanIn(producers(), policy)) {
            interruption.stopWith(results::close);
            consume(results);
        }
    }

    private void consume(FanIn<Integer> results) throws InterruptedException {
        for (int producer : results) {
            FanInStats stats = results.stats();
            out.now("consumer:   read of %d (%s)", producer, waiting(stats));
            mostHeldBack = Math.max(mostHeldBack, stats.heldBack());
            Thread.sleep(options.consumeMillis());
            read.add(producer);
            if (read.size() == options.closeAfter()) {
                results.close(); // enough: who produces is interrupted, who has not begun never begins
            }
        }
        boolean all = read.size() == options.jobs().size();
        out.now("consumer:   end, %s", all ? "the last producer has ended" : "closed early");
        results.close(); // again, or after the end: does nothing
    }

    private List<Producer<Integer>> producers() {
        return IntStream.rangeClosed(1, options.jobs().size())
                .mapToObj(number -> producer(number, options.jobs().get(number - 1)))
                .toList();
    }

    private Producer<Integer> producer(int number, int units) {
        return results -> producing.watch(() -> {
            out.now("producer %d: start, %d units", number, units);
            Thread.sleep(units * options.unitMillis());
            out.now("producer %d: write", number);
            results.emit(number); // waits while the buffer is full
            out.now("producer %d: end", number);
            return number;
        });
    }

    private static String waiting(FanInStats stats) {
        return stats.buffered() + " of " + stats.buffer() + " wait, " + stats.heldBack() + " held back";
    }
}
