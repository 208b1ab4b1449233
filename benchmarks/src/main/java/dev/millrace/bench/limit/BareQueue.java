package dev.millrace.bench.limit;

import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import java.util.ArrayList;
import java.util.List;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.varhandle.MpmcVarHandleArrayQueue;
import org.jctools.queues.varhandle.SpscVarHandleArrayQueue;

/**
 * A bare queue between producers and threads that take from it and run what they get: no bound but the array, no sleep, no count,
 * no isolation. Whoever finds it full or empty spins a little, then yields.
 */
public final class BareQueue implements Contender {
    private static final int SPINS = 64;

    private final MessagePassingQueue<Object> queue;
    private final int consumers;
    private final List<Thread> threads = new ArrayList<>();
    /** Written by the thread that wakes and rests, read by the consumers, which may see it late. */
    private volatile boolean awake;

    private BareQueue(MessagePassingQueue<Object> queue, int consumers) {
        this.queue = queue;
        this.consumers = consumers;
    }

    /** For one producer and one consumer. */
    public static BareQueue spsc(int capacity) {
        return new BareQueue(new SpscVarHandleArrayQueue<>(Math.max(4, capacity)), 1);
    }

    /** For any number of both. */
    public static BareQueue mpmc(int capacity, int consumers) {
        return new BareQueue(new MpmcVarHandleArrayQueue<>(Math.max(4, capacity)), consumers);
    }

    @Override
    public void wake() {
        awake = true;
        for (int consumer = 0; consumer < consumers; consumer++) {
            Thread thread = new DaemonThread(this::consume);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public void rest() {
        awake = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        threads.clear();
    }

    private void consume() {
        int misses = 0;
        while (awake) {
            Object element = queue.relaxedPoll();
            if (element != null) {
                misses = 0;
                run(element);
            } else {
                pause(misses++);
            }
        }
    }

    private static void run(Object element) {
        if (element instanceof Runnable job) {
            job.run();
        } else {
            for (Runnable job : (Runnable[]) element) {
                job.run();
            }
        }
    }

    private static void pause(int misses) {
        if (misses < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private void put(Object element) {
        for (int misses = 0; !queue.relaxedOffer(element); misses++) {
            pause(misses);
        }
    }

    @Override
    public void execute(Runnable job) {
        put(job);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            put(job);
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        put(jobs);
    }

    @Override
    public void close() {
        rest();
    }
}
