package dev.millrace.examples.service;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Finds the rate for this machine, so that the steady phase leaves room and the overload does not. */
final class Calibration {
    /** At five times the rate, the default of the overload, that is one and a half times what the workers can do. */
    private static final double SHARE = 0.3;

    private static final Duration LENGTH = Duration.ofMillis(500);

    private Calibration() {}

    /** Requests a second: a part of what so many workers could answer if they had a processor each. */
    static int rate(Map<String, ClassFiles> packages, int workers) throws IOException {
        long begin = System.nanoTime();
        long fastest = Long.MAX_VALUE;
        while (System.nanoTime() - begin < LENGTH.toNanos()) {
            fastest = Math.min(fastest, nanosForAll(packages));
        }
        double nanosPerRequest = (double) fastest / packages.size();
        return Math.max(1, (int) (SHARE * workers * 1e9 / nanosPerRequest));
    }

    private static long nanosForAll(Map<String, ClassFiles> packages) throws IOException {
        long begin = System.nanoTime();
        for (ClassFiles files : packages.values()) {
            files.sha256();
        }
        return System.nanoTime() - begin;
    }
}
