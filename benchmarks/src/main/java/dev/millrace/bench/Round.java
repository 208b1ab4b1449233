package dev.millrace.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Sends jobs to one contender, waits until all of them have ended, and verifies that it was those and no others.
 *
 * @param contender who gets them
 * @param jobs sent over and over
 * @param way how they are sent
 * @param patienceNanos how long to wait for jobs after none has ended any more
 */
public record Round(Contender contender, Jobs jobs, Way way, long patienceNanos) {
    private static final int BLOCK = 1_024;
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** With the patience that a loaded machine may need. */
    public Round(Contender contender, Jobs jobs, Way way) {
        this(contender, jobs, way, PATIENCE_NANOS);
    }

    /** Sends so many, with the calling thread as producer or with several of an executor. */
    public void run(int number, int producers, Executor threads) {
        int share = number / producers;
        run(producers, threads, producer -> send(producer == 0 ? number - share * (producers - 1) : share));
    }

    /**
     * Sends for about so long; gives how many.
     *
     * @throws UnverifiedException if not all have ended, each once
     */
    public long runFor(long nanos, int producers, Executor threads) {
        long end = System.nanoTime() + nanos;
        return run(producers, threads, any -> sendUntil(end));
    }

    private long run(int producers, Executor threads, IntFunction<Sent> producer) {
        long count = jobs.completions().sum();
        long checksum = jobs.completions().checksum();
        Sent sent = producers == 1
                ? producer.apply(0)
                : IntStream.range(0, producers)
                        .mapToObj(number -> CompletableFuture.supplyAsync(() -> producer.apply(number), threads))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .reduce(Sent.NONE, Sent::plus);
        verify(sent, count, checksum);
        return sent.number;
    }

    // ---- sending

    private Sent sendUntil(long endNanos) {
        Sent sent = Sent.NONE;
        do {
            sent = sent.plus(sendBlock(BLOCK));
        } while (System.nanoTime() < endNanos);
        return sent;
    }

    private Sent send(int number) {
        Sent sent = Sent.NONE;
        for (int left = number; left > 0; left -= BLOCK) {
            sent = sent.plus(sendBlock(Math.min(BLOCK, left)));
        }
        return sent;
    }

    private Sent sendBlock(int number) {
        contender.awaitRoom(number);
        switch (way) {
            case SINGLES -> sendSingles(number);
            case BATCHES -> sendBatches(number);
            case CALLS -> sendAndWait(number, 1);
            case FUTURES -> sendAndWait(number, jobs.all().length);
        }
        return new Sent(number, jobs.checksum(number));
    }

    private void sendSingles(int number) {
        Runnable[] all = jobs.all();
        for (int turn = 0; turn < number / all.length; turn++) {
            contender.executeEach(all);
        }
        for (int i = 0; i < number % all.length; i++) {
            contender.execute(all[i]);
        }
    }

    private void sendBatches(int number) {
        Runnable[] all = jobs.all();
        for (int batch = 0; batch < number / all.length; batch++) {
            contender.executeTogether(all);
        }
        for (int i = 0; i < number % all.length; i++) {
            contender.execute(all[i]);
        }
    }

    private void sendAndWait(int number, int together) {
        Runnable[] all = jobs.all();
        Future<?>[] handles = new Future<?>[together];
        for (int sent = 0; sent < number; sent += together) {
            int some = Math.min(together, number - sent);
            for (int i = 0; i < some; i++) {
                handles[i] = contender.submit(all[(sent + i) % all.length]);
            }
            for (int i = 0; i < some; i++) {
                await(handles[i]);
            }
        }
    }

    private static void await(Future<?> handle) {
        try {
            handle.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a job that does nothing has failed", e);
        }
    }

    // ---- verifying

    private void verify(Sent sent, long countBefore, long checksumBefore) {
        awaitCompletions(countBefore + sent.number);
        long wrong = jobs.completions().checksum() - checksumBefore - sent.checksum;
        if (wrong != 0) {
            throw new UnverifiedException("as many jobs ended as were sent, but other ones: some twice, some never");
        }
    }

    private void awaitCompletions(long target) {
        long last = jobs.completions().sum();
        long lastChange = System.nanoTime();
        while (last < target) {
            LockSupport.parkNanos(POLL_NANOS);
            long now = jobs.completions().sum();
            if (now != last) {
                last = now;
                lastChange = System.nanoTime();
            } else if (System.nanoTime() - lastChange > patienceNanos) {
                throw new UnverifiedException("lost " + (target - last) + " jobs");
            }
        }
        if (last > target) {
            throw new UnverifiedException("ran " + (last - target) + " jobs too many");
        }
    }

    private record Sent(long number, long checksum) {
        private static final Sent NONE = new Sent(0, 0);

        Sent plus(Sent other) {
            return new Sent(number + other.number, checksum + other.checksum);
        }
    }
}
