package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.PoolConfig;
import dev.millrace.pool.runtime.probe.Probe;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the pool's threads: by the user's factory, or its own named {@code millrace-<pool>-<n>}. Thread-safe. */
public final class Threads {
    private static final long LOOK_MILLIS = 50;

    private final PoolConfig config;
    private final AtomicInteger workers = new AtomicInteger();
    /** Threads that call the user's factory, and nothing else. */
    private final Set<Thread> hiring = ConcurrentHashMap.newKeySet();

    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final int priority = Thread.currentThread().getPriority();

    /** Threads for one pool; those of its own get the context class loader and the priority of the thread that calls this, and not what a job has made of the thread on which they are hired. */
    public Threads(PoolConfig config) {
        this.config = config;
    }

    /** A worker's thread, not started. Throws whatever the user's factory throws. */
    public Thread makeWorker(Runnable runnable) {
        return make(runnable, Integer.toString(workers.incrementAndGet()));
    }

    /** A thread for another part of the pool, not started; one without a name, as a factory of virtual threads makes them, gets the name of one of the pool's own. Throws whatever the user's factory throws. */
    public Thread make(Runnable runnable, String part) {
        ThreadFactory factory = config.threadFactory();
        if (factory == null) {
            return own(runnable, part);
        }
        Thread made =
                Objects.requireNonNull(factory.newThread(Probe.started(runnable)), "threadFactory gave no thread");
        if (made.getName().isEmpty()) {
            made.setName(name(part));
        }
        return made;
    }

    private String name(String part) {
        return "millrace-" + config.name() + "-" + part;
    }

    /**
     * A thread that no factory of the user's has a say in. It outlives the thread that happened to need it, so it inherits no thread locals; nor, on JDKs where a thread keeps the access control context of its maker, that
     * of the frames below, which would keep the class loader of the job in which it was needed.
     */
    @SuppressWarnings({"removal", "ThreadPriorityCheck"}) // there is no other way on the JDKs that have such contexts
    public Thread own(Runnable runnable, String part) {
        Runnable body = Probe.started(runnable);
        String name = name(part);
        Thread thread =
                AccessController.doPrivileged((PrivilegedAction<Thread>) () -> new Thread(null, body, name, 0, false));
        thread.setDaemon(config.daemon());
        thread.setContextClassLoader(loader);
        thread.setPriority(priority);
        return thread;
    }

    /**
     * Does what may call the user's factory, which may take long, and whose threads inherit class loader and locals of the one that calls it: on a thread of its own, so that whoever asks for it goes on, and a worker's thread has nothing of a job's. In place where there is no
     * factory.
     *
     * @return false if there is no thread for it: nothing was done
     */
    boolean apart(Runnable hires) {
        if (config.threadFactory() == null) {
            hires.run();
            return true;
        }
        Thread made = null;
        try {
            made = own(() -> hire(hires), "hiring");
            hiring.add(made);
            made.start();
            return true;
        } catch (Throwable noThread) {
            if (made != null) {
                hiring.remove(made);
            }
            return false;
        }
    }

    private void hire(Runnable hires) {
        try {
            hires.run();
        } finally {
            hiring.remove(Thread.currentThread());
        }
    }

    /**
     * The same, and waits for it; in place if there is no thread. An interrupt that comes meanwhile stays.
     *
     * @param enough asked now and then, whether to wait no longer
     */
    void apartAndWait(Runnable hires, BooleanSupplier enough) {
        CountDownLatch done = new CountDownLatch(1);
        boolean begun = apart(() -> {
            try {
                hires.run();
            } finally {
                done.countDown();
            }
        });
        if (!begun) {
            hires.run();
            return;
        }
        boolean interrupted = false;
        while (done.getCount() > 0 && !enough.getAsBoolean()) {
            try {
                done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Threads of its own that are in the user's factory, or about to be. */
    public List<Thread> hiring() {
        return List.copyOf(hiring);
    }

    /** Waits for a thread's end, unless it is the current one or there is none. */
    public static void join(@Nullable Thread thread, long nanos) throws InterruptedException {
        if (thread != null && thread != Thread.currentThread()) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }
}
