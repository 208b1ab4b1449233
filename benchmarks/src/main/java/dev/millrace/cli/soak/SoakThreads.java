package dev.millrace.cli.soak;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Makes the threads of one life and remembers them; one of so many is refused, each time in another way. Thread-safe. */
final class SoakThreads implements ThreadFactory {
    private static final int FAILS_ONE_OF = 5;
    private static final int STACK_BYTES = 256 << 10;

    private final Scene scene;
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    SoakThreads(Scene scene) {
        this.scene = scene;
    }

    @Override
    public @Nullable Thread newThread(Runnable runnable) {
        if (scene.traits.flakyThreads() && ThreadLocalRandom.current().nextInt(FAILS_ONE_OF) == 0) {
            scene.findings.faults.increment();
            return fail(runnable);
        }
        Thread thread = new Thread(null, runnable, scene.traits.name() + "-thread", STACK_BYTES, false);
        made.add(thread);
        return thread;
    }

    private static @Nullable Thread fail(Runnable runnable) {
        switch (ThreadLocalRandom.current().nextInt(4)) {
            case 0 -> throw new IllegalStateException("a factory that throws");
            case 1 -> throw new OutOfMemoryError("a factory that finds no thread");
            case 2 -> {
                return null;
            }
            default -> {
                Thread ended = new Thread(() -> {}, "soak-ended");
                ended.start();
                try {
                    ended.join();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return ended;
            }
        }
    }

    /** Those that live: what it made, and what a pool has made itself by its name. */
    List<Thread> alive() {
        made.removeIf(thread -> !thread.isAlive());
        Thread[] all = new Thread[Thread.activeCount() * 2 + 16];
        int count = Thread.enumerate(all);
        for (int i = 0; i < count; i++) {
            Thread thread = all[i];
            if (thread.getName().startsWith("millrace-" + scene.traits.name() + "-") && !made.contains(thread)) {
                made.add(thread);
            }
        }
        return made.stream().filter(Thread::isAlive).toList();
    }
}
