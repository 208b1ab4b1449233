package dev.millrace.examples.bounded;

import dev.millrace.examples.tool.AtOnce;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Sees the searches begin and end, from outside of the pool. Thread-safe. */
final class Watch {
    private final AtOnce searching = new AtOnce();
    private final List<BigInteger> ended = new ArrayList<>(); // guarded by itself

    /** As {@link Primes#after}, seen. */
    BigInteger primeAfter(BigInteger number) throws Exception {
        return searching.watch(() -> {
            try {
                return Primes.after(number);
            } finally {
                synchronized (ended) {
                    ended.add(number);
                }
            }
        });
    }

    /** The most searches that ran at once. */
    int atOnce() {
        return searching.most();
    }

    /** How many searches began. */
    int begun() {
        synchronized (ended) {
            return ended.size();
        }
    }

    /** Whose end it was that the search for this number's prime came to, from 1; 0 if it never began. */
    int placeOf(BigInteger number) {
        synchronized (ended) {
            return ended.indexOf(number) + 1;
        }
    }
}
