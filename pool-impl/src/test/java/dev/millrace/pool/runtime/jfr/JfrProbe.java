package dev.millrace.pool.runtime.jfr;

import dev.millrace.pool.BatchingSubmitter;
import dev.millrace.pool.DrainReport;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Run in a JVM of its own: does what is told to Flight Recorder, where there is one and where there is none. */
final class JfrProbe {
    private JfrProbe() {}

    public static void main(String[] args) throws Exception {
        WorkerPool pool = WorkerPool.builder("probe")
                .workers(1, 2)
                .queueCapacity(2)
                .whenFull(WhenFull.reject())
                .build();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        begun.await();
        try (BatchingSubmitter batching = pool.batching(2, Duration.ofSeconds(1))) {
            batching.add(() -> {});
            batching.add(() -> {});
        }
        boolean accepted = pool.tryExecute(() -> {});
        pool.resize(2, 2);
        held.countDown();
        DrainReport report = pool.close(Duration.ofSeconds(10));
        System.out.println("flight recorder: " + (Flight.of("other") != Flight.NONE));
        System.out.println("started: " + isStarted());
        System.out.println("accepted: " + accepted + ", complete: " + report.complete() + ", rejections: "
                + report.stats().rejections().full());
    }

    /** Asked by name: the class is not everywhere. */
    private static Object isStarted() throws ReflectiveOperationException {
        try {
            return Class.forName("jdk.jfr.FlightRecorder")
                    .getMethod("isInitialized")
                    .invoke(null);
        } catch (ClassNotFoundException absent) {
            return "no such class";
        }
    }
}
