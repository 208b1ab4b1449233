package dev.millrace.pool.runtime.seat;

import dev.millrace.pool.runtime.idle.Sleeper;
import dev.millrace.pool.runtime.job.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Fills seats by hand and empties them, on the one thread of a test. */
public final class Benches {
    private Benches() {}

    /** So many seats of a fresh set. */
    public static List<Seat> take(Seats seats, int count) {
        List<Seat> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(seats.take(new Sleeper()));
        }
        return taken;
    }

    /** Puts numbered jobs into a lane. */
    public static void fillLane(Seat seat, int from, int count) {
        numbers(from, count).forEach(seat.lane()::put);
    }

    /** Puts numbered jobs into an empty chunk. */
    public static void fillChunk(Seat seat, int from, int count) {
        numbers(from, count).forEach(seat.chunk()::add);
        seat.chunk().publish();
    }

    /** Gives the seat a batch of numbered jobs. */
    public static void setBatch(Seat seat, int from, int count) {
        seat.setBatch(new Batch(numbers(from, count).toArray()));
    }

    /** Claims all jobs of a chunk. */
    public static List<Object> chunk(Seat seat) {
        List<Object> jobs = new ArrayList<>();
        for (Object job = seat.chunk().claim(); job != null; job = seat.chunk().claim()) {
            jobs.add(job);
        }
        return jobs;
    }

    /** Empties a lane. */
    public static List<Object> lane(Seat seat) {
        List<Object> elements = new ArrayList<>();
        for (Object element = seat.lane().poll();
                element != null;
                element = seat.lane().poll()) {
            elements.add(element);
        }
        return elements;
    }

    /** Numbers in order. */
    public static List<Object> numbers(int from, int count) {
        return IntStream.range(from, from + count).<Object>mapToObj(i -> i).toList();
    }
}
