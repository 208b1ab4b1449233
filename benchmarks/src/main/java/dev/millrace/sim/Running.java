package dev.millrace.sim;

import java.util.Arrays;

/** Jobs that run, by when they end: a heap of pairs (end, begin), the earliest end first. The end is in the time that jobs get, not in the clock's. */
final class Running {
    private double[] ends = new double[64];
    private long[] begins = new long[64];
    private int size;

    int size() {
        return size;
    }

    double firstEnd() {
        return ends[0];
    }

    void add(double end, long begin) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            begins = Arrays.copyOf(begins, 2 * size);
        }
        int hole = size++;
        while (hole > 0 && ends[(hole - 1) / 2] > end) {
            int parent = (hole - 1) / 2;
            put(hole, ends[parent], begins[parent]);
            hole = parent;
        }
        put(hole, end, begin);
    }

    /** Takes the first out and tells when it began. */
    long remove() {
        long begin = begins[0];
        size--;
        double end = ends[size];
        int hole = 0;
        for (int child = 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && ends[child + 1] < ends[child]) {
                child++;
            }
            if (ends[child] >= end) {
                break;
            }
            put(hole, ends[child], begins[child]);
            hole = child;
        }
        put(hole, end, begins[size]);
        return begin;
    }

    private void put(int place, double end, long begin) {
        ends[place] = end;
        begins[place] = begin;
    }
}
