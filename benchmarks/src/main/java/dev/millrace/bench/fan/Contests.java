package dev.millrace.bench.fan;

import dev.millrace.bench.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All there are. */
final class Contests {
    private static final int INPUTS = 10_000;
    private static final int KEYS = 10_000;
    private static final int[] CAPACITIES = {1_024, 65_536};
    private static final int[] JOB_NANOS = {0, 100, 1_000};
    private static final double MICROSECOND = 1_000;

    private Contests() {}

    static List<Contest> all(int workers) {
        List<Contest> all = new ArrayList<>();
        MapJob empty = MapJob.of(INPUTS, 0);
        MapJob light = MapJob.of(INPUTS, Weight.ofNanos(MICROSECOND).steps());
        all.add(new Contest("map-10k-empty", INPUTS, "MILLRACE", MapRivals.all(empty, workers)));
        all.add(new Contest("map-10k-1us", INPUTS, "MILLRACE", MapRivals.all(light, workers)));
        for (Branch.Shape shape : Branch.Shape.values()) {
            all.add(nested(shape, workers));
        }
        for (int capacity : CAPACITIES) {
            for (int jobNanos : JOB_NANOS) {
                all.add(keyed(jobNanos, capacity));
            }
        }
        return all;
    }

    private static Contest nested(Branch.Shape shape, int workers) {
        Map<String, Supplier<Rival>> rivals = new LinkedHashMap<>();
        for (Nesting.Api api : Nesting.Api.values()) {
            rivals.put(api.name(), () -> nested(shape, Nesting.of(api, workers)));
        }
        return new Contest(
                "nested-" + shape.name().toLowerCase(Locale.ROOT), shape.jobs(), Nesting.Api.GROUP.name(), rivals);
    }

    private static Rival nested(Branch.Shape shape, Nesting nesting) {
        return MapRivals.rival(
                () -> {
                    long sum = nesting.run(shape.whole());
                    if (sum != shape.sum()) {
                        throw new IllegalStateException(shape + " gave " + sum + ", should be " + shape.sum());
                    }
                },
                nesting::close);
    }

    private static Contest keyed(int jobNanos, int capacity) {
        Map<String, Supplier<Rival>> rivals = new LinkedHashMap<>();
        rivals.put("KEYED", () -> new KeyedLoad(jobNanos, KEYS, capacity, true));
        rivals.put("UNKEYED", () -> new KeyedLoad(jobNanos, KEYS, capacity, false));
        return new Contest("keyed-" + jobNanos + "ns-" + capacity, KeyedLoad.JOBS, "KEYED", rivals);
    }
}
