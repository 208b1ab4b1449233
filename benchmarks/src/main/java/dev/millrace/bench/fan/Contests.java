package dev.millrace.bench.fan;

import dev.millrace.bench.Weight;
import java.util.List;

/** All there are. */
final class Contests {
    private static final int INPUTS = 10_000;
    private static final double MICROSECOND = 1_000;

    private Contests() {}

    static List<Contest> all(int workers) {
        MapJob empty = MapJob.of(INPUTS, 0);
        MapJob light = MapJob.of(INPUTS, Weight.ofNanos(MICROSECOND).steps());
        return List.of(
                new Contest("map-10k-empty", INPUTS, "MILLRACE", MapRivals.all(empty, workers)),
                new Contest("map-10k-1us", INPUTS, "MILLRACE", MapRivals.all(light, workers)));
    }
}
