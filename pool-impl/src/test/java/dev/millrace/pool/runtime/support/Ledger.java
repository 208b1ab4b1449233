package dev.millrace.pool.runtime.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Which job ran how often, counted apart from the pool. */
public final class Ledger {
    private final AtomicIntegerArray runs;
    private final LongAdder total = new LongAdder();

    /** A ledger for so many jobs. */
    public Ledger(int jobs) {
        runs = new AtomicIntegerArray(jobs);
    }

    /** A job that notes its run. */
    public Job job(int number) {
        return new Job(this, number);
    }

    /** Jobs with the numbers from {@code from} to {@code to}, the latter excluded. */
    public List<Job> jobs(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::job).toList();
    }

    /** Notes a run. */
    public void ran(int number) {
        runs.incrementAndGet(number);
        total.increment();
    }

    /** How often a job ran. */
    public int runs(int number) {
        return runs.get(number);
    }

    /** How many runs there were. */
    public long total() {
        return total.sum();
    }

    /** Whether there were as many runs as there are jobs. */
    public boolean isFull() {
        return total() == runs.length();
    }

    /** Fails unless every job ran once. */
    public void assertEachRanOnce() {
        assertThat(IntStream.range(0, runs.length())
                        .filter(i -> runs.get(i) != 1)
                        .mapToObj(i -> i + " ran " + runs.get(i) + " times")
                        .limit(20))
                .as("jobs that did not run exactly once")
                .isEmpty();
    }

    /** A job that knows its number; no two are equal. */
    public static final class Job implements Runnable {
        private final Ledger ledger;
        private final int number;

        private Job(Ledger ledger, int number) {
            this.ledger = ledger;
            this.number = number;
        }

        @Override
        public void run() {
            ledger.ran(number);
        }

        /** Its place in the ledger. */
        public int number() {
            return number;
        }

        @Override
        public String toString() {
            return "job " + number;
        }
    }
}
