package dev.millrace.cli.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** The threads outside of a life's pool: those that submit, and the one that resizes. */
final class Crowd {
    private static final long LOOK_MICROS = 200;

    private final Scene scene;
    private final List<Thread> submitters = new ArrayList<>();
    private final List<Thread> all = new ArrayList<>();

    Crowd(Scene scene, SplittableRandom random) {
        this.scene = scene;
        for (int i = 0; i < scene.traits.submitters(); i++) {
            submitters.add(thread(new Submitter(scene, i, random.split()), "submitter-" + i));
        }
        all.addAll(submitters);
        if (scene.traits.resizes()) {
            all.add(thread(new Meddler(scene, random.split()), "meddler"));
        }
    }

    private Thread thread(Runnable runnable, String name) {
        Thread thread = new Outside(runnable, scene.traits.name() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Whether a thread is of a crowd: then jobs that it runs are run in place, by their submitter. */
    static boolean isOne(Thread thread) {
        return thread instanceof Outside;
    }

    Crowd start() {
        all.forEach(Thread::start);
        return this;
    }

    /** Awaits so many jobs, the end of all submitters, or the end of the time. */
    void await(int jobs, int millis) throws InterruptedException {
        long start = System.nanoTime();
        while (scene.ledger.taken() < jobs
                && submitters.stream().anyMatch(Thread::isAlive)
                && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
            TimeUnit.MICROSECONDS.sleep(LOOK_MICROS);
        }
    }

    void join() throws InterruptedException {
        for (Thread thread : all) {
            thread.join();
        }
    }

    private static final class Outside extends Thread {
        Outside(Runnable runnable, String name) {
            super(runnable, name);
        }
    }
}
