package dev.millrace.cli.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tally of each thread that ran a job; they outlive their threads. */
final class Tallies {
    private final List<Tally> all = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Tally> ofThread = ThreadLocal.withInitial(this::open);

    private Tally open() {
        Tally tally = new Tally();
        all.add(tally);
        return tally;
    }

    /** The calling thread's. */
    Tally mine() {
        return ofThread.get();
    }

    /** The latencies since the last call. */
    Latencies take() {
        Latencies sum = Latencies.large();
        all.forEach(tally -> tally.takeInto(sum));
        return sum;
    }

    long checksum() {
        return all.stream().mapToLong(Tally::checksum).sum();
    }

    long lastEndNanos() {
        return all.stream().mapToLong(Tally::lastEndNanos).max().orElse(Long.MIN_VALUE);
    }
}
