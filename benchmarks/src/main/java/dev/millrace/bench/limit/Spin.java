package dev.millrace.bench.limit;

import dev.millrace.bench.UnverifiedException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits without sleeping: what sleeping costs is not to be measured, or is measured on the other side. */
public final class Spin {
    private static final int SPINS_A_LOOK = 1_024;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long HARD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Spin() {}

    /**
     * Spins, and yields only after {@value #HARD_NANOS} ns. For measuring what one wake-up takes: where a woken thread is placed on the processor of its waker, kernels remember who has yielded to whom, and
     * what is measured is then when this thread yields.
     */
    public static void hardUntil(BooleanSupplier condition) {
        long begin = System.nanoTime();
        for (int spins = 1; !condition.getAsBoolean(); spins++) {
            if (spins % SPINS_A_LOOK == 0 && System.nanoTime() - begin > HARD_NANOS) {
                until(condition);
                return;
            }
            Thread.onSpinWait();
        }
    }

    /** Spins, and yields now and then for machines with too few processors. */
    public static void until(BooleanSupplier condition) {
        long begin = 0;
        for (int spins = 1; !condition.getAsBoolean(); spins++) {
            if (spins % SPINS_A_LOOK == 0) {
                Thread.yield();
                long now = System.nanoTime();
                begin = begin == 0 ? now : begin;
                if (now - begin > PATIENCE_NANOS) {
                    throw new UnverifiedException("no answer came");
                }
            }
            Thread.onSpinWait();
        }
    }
}
