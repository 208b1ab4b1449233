package dev.millrace.bench.tail;

import java.util.PriorityQueue;

/**
 * One queue in front of equal servers, first come first served, played through exactly: each job takes the server that is free
 * first (J. Kiefer and J. Wolfowitz, "On the theory of queues with many servers", 1955). Of all that neither know how long a job
 * will run nor interrupt it, none has a shorter tail.
 */
final class Fcfs {
    private Fcfs() {}

    /**
     * How long each job waits.
     *
     * @param arrivals when they come, never earlier than the one before
     * @param services how long they run, in the same unit
     * @param servers at least 1
     */
    static long[] waits(long[] arrivals, long[] services, int servers) {
        PriorityQueue<Long> free = new PriorityQueue<>(servers);
        for (int server = 0; server < servers; server++) {
            free.add(Long.MIN_VALUE);
        }
        long[] waits = new long[arrivals.length];
        for (int job = 0; job < arrivals.length; job++) {
            long start = Math.max(arrivals[job], free.remove());
            free.add(start + services[job]);
            waits[job] = start - arrivals[job];
        }
        return waits;
    }
}
