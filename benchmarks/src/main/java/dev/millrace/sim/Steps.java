package dev.millrace.sim;

import java.util.Arrays;

/** A size over time, as the moments at which it changed. */
final class Steps {
    private long[] times = new long[64];
    private int[] sizes = new int[64];
    private int count;

    Steps(int first) {
        sizes[count++] = first;
    }

    void add(long time, int size) {
        if (size == sizes[count - 1]) {
            return;
        }
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
            sizes = Arrays.copyOf(sizes, 2 * count);
        }
        times[count] = time;
        sizes[count++] = size;
    }

    int count() {
        return count;
    }

    long time(int step) {
        return times[step];
    }

    int size(int step) {
        return sizes[step];
    }

    /** The size at a moment. */
    int at(long time) {
        return sizes[step(time)];
    }

    private int step(long time) {
        int place = Arrays.binarySearch(times, 0, count, time);
        return place >= 0 ? place : -place - 2;
    }

    /** The largest size between two moments. */
    int largest(long from, long to) {
        int largest = 0;
        for (int i = step(from); i < count && times[i] <= to; i++) {
            largest = Math.max(largest, sizes[i]);
        }
        return largest;
    }

    /** How often it began to go the other way. */
    int turns() {
        int turns = 0;
        int before = 0;
        for (int i = 1; i < count; i++) {
            int way = Integer.signum(sizes[i] - sizes[i - 1]);
            if (before != 0 && way != before) {
                turns++;
            }
            before = way;
        }
        return turns;
    }
}
