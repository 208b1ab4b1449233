package dev.millrace.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends jobs to one contender and waits until all of them have ended.
 *
 * @param contender who gets them
 * @param jobs a batch of jobs, sent over and over
 * @param completions where those jobs count themselves
 * @param together whether a batch is one submission
 */
@SuppressWarnings("ArrayRecordComponent") // neither copied nor compared
record Round(Contender contender, Runnable[] jobs, Completions completions, boolean together) {
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
            sendBlock(block);
        }
    }

    private void sendBlock(int number) {
        int left = number;
        while (together && left >= jobs.length) {
            contender.executeTogether(jobs);
            left -= jobs.length;
        }
        for (; left > 0; left--) {
            contender.execute(jobs[left % jobs.length]);
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
