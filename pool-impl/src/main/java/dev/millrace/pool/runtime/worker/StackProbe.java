package dev.millrace.pool.runtime.worker;

/**
 * Makes a stack overflow happen before a queue is touched and not inside it: one between a producer's claim of a slot and its publication would block the queue for good. Asked for on worker threads alone,
 * where a job that recurses deeply may submit: it costs more than a submit does.
 */
public final class StackProbe {
    private static final int FRAMES = 64;

    private StackProbe() {}

    /** Throws {@link StackOverflowError} unless there is stack for {@value #FRAMES} frames. */
    public static void check() {
        descend(FRAMES, 1, 2, 3);
    }

    /** The arguments widen the frame; their sum keeps them from being dropped. */
    private static long descend(int frames, long a, long b, long c) {
        return frames == 0 ? a + b + c : descend(frames - 1, b, c, a) + a;
    }
}
