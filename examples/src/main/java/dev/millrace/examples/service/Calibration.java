package dev.millrace.examples.service;

import java.io.IOException;
import java.util.Map;

/** Finds the rate for this machine, so that the steady phase leaves room and the overload does not. */
final class Calibration {
    /** At five times the rate, the default of the overload, that is one and a half times what the workers can do. */
    private static final double SHARE = 0.3;

    /** Half a second where hashing is fast. The fastest of them counts: early ones wait for the compiler. */
    private static final int ROUNDS = 50;

    private Calibration() {}

    /** Requests a second: a part of what so many workers could answer if they had a processor each. */
    static int rate(Map<String, ClassFiles> packages, int workers) throws IOException {
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
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
