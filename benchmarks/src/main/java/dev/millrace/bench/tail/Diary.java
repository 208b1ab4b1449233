package dev.millrace.bench.tail;

import dev.millrace.bench.Completions;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** What happened to each job of a round, by the clock. The arrays are written once an element: before the submit or by the job. */
final class Diary {
    private final long[] services;
    private final Completions completions;
    private final LongSupplier clock;
    private final long[] submitted;
    private final long[] started;
    private final long[] ended;

    /** @param clock nanoseconds, of all threads */
    Diary(long[] services, Completions completions, LongSupplier clock) {
        this.clock = clock;
        this.services = services;
        this.completions = completions;
        this.submitted = new long[services.length];
        this.started = new long[services.length];
        this.ended = new long[services.length];
    }

    int jobs() {
        return services.length;
    }

    /** The job with a number; what it counts with is its number and one. Four classes take turns. */
    Runnable job(int number) {
        return switch (number % 4) {
            case 0 -> () -> run(number);
            case 1 -> () -> run(number);
            case 2 -> () -> run(number);
            default -> () -> run(number);
        };
    }

    private void run(int number) {
        long begin = clock.getAsLong();
        started[number] = begin;
        long now = begin;
        do {
            LockSupport.parkNanos(begin + services[number] - now);
            now = clock.getAsLong();
        } while (now - begin < services[number]);
        ended[number] = now;
        completions.count(number + 1L);
    }

    /** Called right before the submit. */
    void submit(int number) {
        submitted[number] = clock.getAsLong();
    }

    /** What all jobs together count with. */
    long checksum() {
        return services.length * (services.length + 1L) / 2;
    }

    /** From the submit to the start, sorted; after the end of all. */
    long[] waits() {
        long[] waits = difference(started, submitted);
        Arrays.sort(waits);
        return waits;
    }

    /** From the submit to the end, sorted. */
    long[] totals() {
        long[] totals = difference(ended, submitted);
        Arrays.sort(totals);
        return totals;
    }

    /** The same if one queue in front of so many workers had served them as they came, each as long as it really ran. */
    long[] idealTotals(int workers) {
        long[] ran = difference(ended, started);
        long[] totals = Fcfs.waits(submitted, ran, workers);
        for (int job = 0; job < totals.length; job++) {
            totals[job] += ran[job];
        }
        Arrays.sort(totals);
        return totals;
    }

    private static long[] difference(long[] later, long[] earlier) {
        long[] difference = new long[later.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = later[i] - earlier[i];
        }
        return difference;
    }
}
