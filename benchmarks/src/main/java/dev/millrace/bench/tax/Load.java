package dev.millrace.bench.tax;

import dev.millrace.bench.Weight;
import java.util.List;

/**
 * What the pools are given.
 *
 * @param name in results
 * @param weight of a job
 * @param together how many are sent as one element
 */
record Load(String name, Weight weight, int together) {
    private static final int BATCH = 32;

    /** Singles and batches of 32, empty and of about 100 ns. */
    static List<Load> all(Weight light) {
        return List.of(
                new Load("singles-empty", Weight.EMPTY, 1),
                new Load("singles-100ns", light, 1),
                new Load("batches-empty", Weight.EMPTY, BATCH),
                new Load("batches-100ns", light, BATCH));
    }
}
