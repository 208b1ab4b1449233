package dev.millrace.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends jobs to one contender and waits until all of them have ended.
 *
 * @param contender who gets them
 * @param jobs a batch of jobs, sent over and over
 * @param completions where those jobs count themselves
 * @param way how they are sent
 */
@SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
record Round(Contender contender, Runnable[] jobs, Completions completions, Way way) {
    private static final int CREDIT_BLOCK = 1_024;
    private static final long POLL_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Runs the round with the calling thread as producer, or with several producers of an executor. */
    void run(int number, int producers, Executor threads) {
        long target = completions.sum() + number;
        if (producers == 1) {
            send(number);
        } else {
            int share = number / producers;
            IntStream.range(0, producers)
                    .mapToObj(producer -> CompletableFuture.runAsync(
                            () -> send(producer == 0 ? number - share * (producers - 1) : share), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
        awaitCompletions(target);
    }

    private void send(int number) {
        for (int sent = 0; sent < number; sent += CREDIT_BLOCK) {
            int block = Math.min(CREDIT_BLOCK, number - sent);
            contender.awaitRoom(block);
            switch (way) {
                case SINGLES -> sendSingles(block);
                case BATCHES -> sendBatches(block);
                case CALLS -> sendAndWait(block, 1);
                case FUTURES -> sendAndWait(block, jobs.length);
            }
        }
    }

    private void sendSingles(int number) {
        for (int left = number; left > 0; left--) {
            contender.execute(jobs[left % jobs.length]);
        }
    }

    private void sendBatches(int number) {
        for (int batch = 0; batch < number / jobs.length; batch++) {
            contender.executeTogether(jobs);
        }
        sendSingles(number % jobs.length);
    }

    private void sendAndWait(int number, int together) {
        Future<?>[] handles = new Future<?>[together];
        for (int sent = 0; sent < number; sent += together) {
            int some = Math.min(together, number - sent);
            for (int i = 0; i < some; i++) {
                handles[i] = contender.submit(jobs[i]);
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

    private void awaitCompletions(long target) {
        long begin = System.nanoTime();
        while (completions.sum() < target) {
            LockSupport.parkNanos(POLL_NANOS);
            if (System.nanoTime() - begin > PATIENCE_NANOS) {
                throw new IllegalStateException("lost " + (target - completions.sum()) + " jobs");
            }
        }
        if (completions.sum() > target) {
            throw new IllegalStateException("ran " + (completions.sum() - target) + " jobs too many");
        }
    }
}
