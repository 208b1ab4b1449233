package dev.millrace.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/** Nested jobs in seconds: each shape in each way by turns, so that what disturbs one disturbs all; median of the second half. Arguments: rounds, workers. */
public final class NestedMain {
    private NestedMain() {}

    /** Prints one line a shape and way. */
    public static void main(String[] args) throws ExecutionException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int workers = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Nesting.Api[] ways = Nesting.Api.values();
        for (Branch.Shape shape : Branch.Shape.values()) {
            double[][] millis = new double[ways.length][rounds];
            Nesting[] nestings = new Nesting[ways.length];
            for (int way = 0; way < ways.length; way++) {
                nestings[way] = Nesting.of(ways[way], workers);
            }
            for (int round = 0; round < rounds; round++) {
                for (int way = 0; way < ways.length; way++) {
                    long start = System.nanoTime();
                    long sum = nestings[way].run(shape.whole());
                    millis[way][round] = (System.nanoTime() - start) / 1e6;
                    if (sum != shape.sum()) {
                        throw new IllegalStateException(
                                ways[way] + " " + shape + " gave " + sum + ", should be " + shape.sum());
                    }
                }
            }
            double forkJoin = median(millis[Nesting.Api.FORKJOIN.ordinal()]);
            for (int way = 0; way < ways.length; way++) {
                nestings[way].close();
                double median = median(millis[way]);
                System.out.printf(
                        Locale.ROOT,
                        "%-8s %-9s %8.1f ms, %.2f x ForkJoinPool's speed%n",
                        shape,
                        ways[way],
                        median,
                        forkJoin / median);
            }
        }
    }

    private static double median(double[] all) {
        double[] warm = Arrays.copyOfRange(all, all.length / 2, all.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
