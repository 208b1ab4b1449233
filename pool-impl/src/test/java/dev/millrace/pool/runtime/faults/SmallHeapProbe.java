package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.JobHandle;
import dev.millrace.pool.Outcome;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.WorkerPoolBuilder;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Run in a JVM with a heap of 64 MB: jobs use it up, or their stack, and hold the most that fits; between them others run. */
final class SmallHeapProbe {
    private static final int ROUNDS = 8;
    private static final int LARGE = 24 << 20;

    private SmallHeapProbe() {}

    public static void main(String[] args) {
        buildTooLarge();
        for (Mode mode : Mode.values()) {
            run(mode);
        }
        System.out.println("verified");
    }

    private static void buildTooLarge() {
        try {
            WorkerPool.builder("large").queueCapacity(1 << 24).build();
            throw new AssertionError("there is more heap than this is about");
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
    }

    private static void run(Mode mode) {
        Ledger ledger = new Ledger(4 * ROUNDS);
        Semaphore failed = new Semaphore(0);
        WorkerPoolBuilder builder = mode.pool("heap", 2).uncaughtHandler((thread, failure) -> failed.release());
        WorkerPool pool = builder.daemon(true).build();
        for (int round = 0; round < ROUNDS; round++) {
            ends(pool.submit(SmallHeapProbe::useUpTheHeap), OutOfMemoryError.class);
            ends(pool.submit(ledger.job(4 * round)), null);
            ends(pool.submit(() -> recurse(0)), StackOverflowError.class);
            ends(pool.submit(ledger.job(4 * round + 1)), null);
            pool.execute(SmallHeapProbe::useUpTheHeap);
            failed.acquireUninterruptibly(); // who looks again and again needs memory himself
            ends(pool.submit(ledger.job(4 * round + 2)), null);
            ends(pool.submit(holding(new byte[LARGE])), null); // two of these do not fit
            ends(pool.submit(ledger.job(4 * round + 3)), null);
        }
        Accounts.assertClosed(pool.close(Duration.ofSeconds(20)));
        ledger.assertEachRanOnce();
        assertThat(pool.stats().jobs().failed()).isEqualTo(3 * ROUNDS);
        System.out.println(mode + ": deaths " + pool.stats().workers().deaths());
    }

    private static Runnable holding(byte[] payload) {
        return () -> assertThat(payload).hasSize(LARGE);
    }

    private static void ends(JobHandle<?> handle, Class<? extends Throwable> failure) {
        Outcome<?> outcome = handle.outcome();
        if (failure == null) {
            assertThat(outcome).isInstanceOf(Outcome.Value.class);
        } else {
            assertThat(outcome.failure()).isInstanceOf(failure);
        }
    }

    private static void useUpTheHeap() {
        List<byte[]> all = new ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // until the stack is used up
    private static int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }
}
