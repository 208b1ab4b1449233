package dev.millrace.bench.fan;

import static java.util.Objects.requireNonNull;

import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.SizingPolicy;
import dev.millrace.pool.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import org.jspecify.annotations.Nullable;

/** A tree of jobs, each of which waits for its branches, in one of the ways there are. */
public abstract class Nesting implements AutoCloseable {

    /** The ways. */
    public enum Api {
        /** A group a branch. */
        GROUP,
        /** A map over the branches. */
        MAP,
        /** A submit a branch, and its handle. */
        SUBMIT,
        /** The JDK's own. */
        FORKJOIN
    }

    private Nesting() {}

    /** With its own pool. */
    public static Nesting of(Api api, int workers) {
        return switch (api) {
            case GROUP -> new Groups(workers);
            case MAP -> new Maps(workers);
            case SUBMIT -> new Submits(workers);
            case FORKJOIN -> new ForkJoin(workers);
        };
    }

    /** Runs a tree; gives its sum. */
    public abstract long run(Branch whole) throws ExecutionException, InterruptedException;

    @Override
    public abstract void close();

    private static WorkerPool pool(int workers) {
        return WorkerPool.builder("nested")
                .workers(workers)
                .sizing(SizingPolicy.fixed())
                .latency(LatencySampling.OFF)
                .build();
    }

    private static final class Groups extends Nesting {
        private final WorkerPool pool;

        Groups(int workers) {
            pool = pool(workers);
        }

        @Override
        public long run(Branch whole) throws ExecutionException, InterruptedException {
            return pool.submit(() -> sum(whole)).get();
        }

        private long sum(Branch branch) throws ExecutionException, InterruptedException {
            int width = branch.width();
            if (width == 0) {
                return branch.value();
            }
            JobHandle<?>[] handles = new JobHandle<?>[width];
            long sum = branch.value();
            try (JobGroup group = pool.group()) {
                for (int i = 0; i < width; i++) {
                    Branch smaller = branch.smaller(i);
                    handles[i] = group.fork(() -> sum(smaller));
                }
                group.join();
                for (JobHandle<?> handle : handles) {
                    sum += (Long) handle.get();
                }
            }
            return sum;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class Maps extends Nesting {
        private final WorkerPool pool;

        Maps(int workers) {
            pool = pool(workers);
        }

        @Override
        public long run(Branch whole) throws ExecutionException, InterruptedException {
            return pool.submit(() -> sum(whole)).get();
        }

        private long sum(Branch branch) {
            int width = branch.width();
            long sum = branch.value();
            if (width > 0) {
                List<Branch> smaller = new ArrayList<>(width);
                for (int i = 0; i < width; i++) {
                    smaller.add(branch.smaller(i));
                }
                for (@Nullable Long part : pool.map(smaller, this::sum).values()) {
                    sum += requireNonNull(part);
                }
            }
            return sum;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class Submits extends Nesting {
        private final WorkerPool pool;

        Submits(int workers) {
            pool = pool(workers);
        }

        @Override
        public long run(Branch whole) throws ExecutionException, InterruptedException {
            return pool.submit(() -> sum(whole)).get();
        }

        private long sum(Branch branch) throws ExecutionException, InterruptedException {
            int width = branch.width();
            if (width == 0) {
                return branch.value();
            }
            JobHandle<?>[] handles = new JobHandle<?>[width];
            for (int i = 0; i < width; i++) {
                Branch smaller = branch.smaller(i);
                handles[i] = pool.submit(() -> sum(smaller));
            }
            long sum = branch.value();
            for (int i = width - 1; i >= 0; i--) {
                sum += (Long) handles[i].get();
            }
            return sum;
        }

        @Override
        public void close() {
            pool.close();
        }
    }

    private static final class ForkJoin extends Nesting {
        private final ForkJoinPool pool;

        ForkJoin(int workers) {
            pool = new ForkJoinPool(workers);
        }

        @Override
        public long run(Branch whole) {
            return pool.invoke(new Sum(whole));
        }

        @Override
        public void close() {
            pool.shutdown();
        }

        private static final class Sum extends RecursiveTask<Long> {
            private static final long serialVersionUID = 1L;
            private final transient Branch branch;

            Sum(Branch branch) {
                this.branch = branch;
            }

            @Override
            protected Long compute() {
                int width = branch.width();
                long sum = branch.value();
                Sum[] forked = new Sum[width];
                for (int i = 0; i < width; i++) {
                    forked[i] = new Sum(branch.smaller(i));
                    forked[i].fork();
                }
                for (int i = width - 1; i >= 0; i--) {
                    sum += forked[i].join();
                }
                return sum;
            }
        }
    }
}
