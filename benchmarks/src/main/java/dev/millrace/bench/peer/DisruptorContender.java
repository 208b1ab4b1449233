package dev.millrace.bench.peer;

import com.lmax.disruptor.IgnoreExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.WorkHandler;
import com.lmax.disruptor.WorkerPool;
import dev.millrace.bench.Contender;
import dev.millrace.bench.DaemonThread;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Disruptor's WorkerPool, which version 4 has no more: each job is taken by one of the workers. A full ring is waited for. Its
 * threads live from {@link #wake} to {@link #rest}, as most ways to wait spin.
 */
final class DisruptorContender implements Contender {
    private final RingBuffer<Slot> ring;
    private final WorkerPool<Slot> pool;
    /** Those of the round; of the thread that wakes and rests. */
    private final List<Thread> threads = new ArrayList<>();

    DisruptorContender(Setting setting, WaitStrategy waiting) {
        int size = Math.max(2, Integer.highestOneBit(setting.elements()));
        ring = setting.producers() == 1
                ? RingBuffer.createSingleProducer(Slot::new, size, waiting)
                : RingBuffer.createMultiProducer(Slot::new, size, waiting);
        WorkHandler<Slot> handler = Slot::runAndClear;
        pool = new WorkerPool<>(
                ring,
                ring.newBarrier(),
                new IgnoreExceptionHandler(),
                Stream.generate(() -> handler).limit(setting.workers()).<WorkHandler<Slot>>toArray(WorkHandler[]::new));
        ring.addGatingSequences(pool.getWorkerSequences());
    }

    @Override
    public void wake() {
        pool.start(processor -> {
            Thread thread = new DaemonThread(processor);
            threads.add(thread);
            thread.start();
        });
    }

    @Override
    public void rest() {
        pool.drainAndHalt();
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

    @Override
    public void execute(Runnable job) {
        long sequence = ring.next();
        ring.get(sequence).job = job;
        ring.publish(sequence);
    }

    @Override
    public void executeEach(Runnable[] jobs) {
        for (Runnable job : jobs) {
            execute(job);
        }
    }

    @Override
    public void executeTogether(Runnable[] jobs) {
        execute(new Loop(jobs));
    }

    @Override
    public void close() {
        pool.halt();
    }

    /** A place of the ring. Written by the producer before it publishes, read and cleared by the worker that takes it. */
    private static final class Slot {
        private @Nullable Runnable job;

        private void runAndClear() {
            Runnable mine = job;
            job = null;
            if (mine != null) {
                mine.run();
            }
        }
    }
}
