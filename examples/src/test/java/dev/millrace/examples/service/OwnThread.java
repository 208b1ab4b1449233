package dev.millrace.examples.service;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs what blocks on a thread of its own: the common pool may have but one, which the JDK's HTTP client needs. */
final class OwnThread {
    private OwnThread() {}

    static <T> CompletableFuture<T> supply(Supplier<T> action) {
        return CompletableFuture.supplyAsync(action, job -> new Thread(job, "own-thread").start());
    }
}
