package dev.millrace.bench.scenario;

import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.fan.Branch.Shape;
import dev.millrace.bench.fan.Nesting;
import dev.millrace.bench.fan.Nesting.Api;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Entry;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Player;
import dev.millrace.bench.match.Reading;
import dev.millrace.bench.match.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** S7: jobs that fork jobs and wait for them, beside the pool that is made for it. */
final class Nested implements Player {
    private static final int COLD_WARMUPS = 4;
    private static final int MOST_ROUNDS = 2;

    private final Shape shape;
    private final Nesting nesting;

    private Nested(Shape shape, Nesting nesting) {
        this.shape = shape;
        this.nesting = nesting;
    }

    static List<Cell> cells(Staging staging) {
        List<Cell> cells = new ArrayList<>();
        cells.add(cell("fib-1-worker", Shape.FIB, 1, staging));
        for (Shape shape : staging.full() ? List.of(Shape.values()) : List.of(Shape.FIB, Shape.SKYNET)) {
            cells.add(cell(shape.name().toLowerCase(Locale.ROOT), shape, staging.workers(), staging));
        }
        return cells;
    }

    private static Cell cell(String name, Shape shape, int workers, Staging staging) {
        List<Entry> entries = new ArrayList<>();
        for (Api api : List.of(Api.GROUP, Api.SUBMIT, Api.MAP, Api.FORKJOIN)) {
            entries.add(new Entry(nameOf(api), role(api), () -> new Nested(shape, Nesting.of(api, workers))));
        }
        Pace pace = staging.pace().fromCold(COLD_WARMUPS).atMost(staging.full() ? Integer.MAX_VALUE : MOST_ROUNDS);
        return new Cell("S7", name, List.of(Stream.RATE), entries, pace);
    }

    private static String nameOf(Api api) {
        return switch (api) {
            case GROUP -> "MILLRACE";
            case SUBMIT -> "MILLRACE_SUBMIT";
            case MAP -> "MILLRACE_MAP";
            case FORKJOIN -> "FORK_JOIN_SYNC";
        };
    }

    private static Role role(Api api) {
        return switch (api) {
            case GROUP -> Role.OURS;
            case SUBMIT, MAP -> Role.VARIANT;
            case FORKJOIN -> Role.PEER;
        };
    }

    @Override
    public Reading play(long nanos) throws Exception {
        long begin = System.nanoTime();
        long jobs = 0;
        do {
            long sum = nesting.run(shape.whole());
            if (sum != shape.sum()) {
                throw new UnverifiedException(shape + " gave " + sum + ", should be " + shape.sum());
            }
            jobs += shape.jobs();
        } while (System.nanoTime() - begin < nanos);
        return new Reading(jobs, Map.of(Stream.RATE.name(), jobs * 1e3 / (System.nanoTime() - begin)));
    }

    @Override
    public void close() {
        nesting.close();
    }
}
