package dev.millrace.bench.match;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The compiler of this JVM, which has threads of its own: beside contenders that take all processors they come to nothing for seconds. */
final class Jit {
    private static final long LOOK_MILLIS = 10;
    private static final int QUIET_LOOKS = 3;
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final @Nullable CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

    private Jit() {}

    /** Waits, a second at most, until it has compiled what the last round has asked for. */
    static void settle() throws InterruptedException {
        CompilationMXBean compiler = COMPILER;
        if (compiler == null || !compiler.isCompilationTimeMonitoringSupported()) {
            return;
        }
        long start = System.nanoTime();
        long last = compiler.getTotalCompilationTime();
        for (int quiet = 0; quiet < QUIET_LOOKS && System.nanoTime() - start < MOST_NANOS; ) {
            Thread.sleep(LOOK_MILLIS);
            long now = compiler.getTotalCompilationTime();
            quiet = now == last ? quiet + 1 : 0;
            last = now;
        }
    }
}
