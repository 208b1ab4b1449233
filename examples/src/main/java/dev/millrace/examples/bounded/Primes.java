package dev.millrace.examples.bounded;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The work: the first odd prime after a number. How long that takes is known only afterwards. */
final class Primes {
    private static final int CERTAINTY = 40;
    private static final int LEAST_BITS = 160;
    private static final int MOST_BITS = 400;
    private static final long SEED = 5;

    private Primes() {}

    /**
     * The first odd prime after a number.
     *
     * @throws ArithmeticException if the number is negative
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    static BigInteger after(BigInteger number) throws InterruptedException {
        if (number.signum() < 0) {
            throw new ArithmeticException("no prime is sought after the negative number " + number);
        }
        BigInteger candidate = number.add(number.testBit(0) ? TWO : ONE);
        while (!candidate.isProbablePrime(CERTAINTY)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted in the search");
            }
            candidate = candidate.add(TWO);
        }
        return candidate;
    }

    /**
     * Numbers to begin from, always the same ones, all different.
     *
     * @param broken every so many-th is negative; 0 for none
     */
    static List<BigInteger> numbers(int count, int broken) {
        Random random = new Random(SEED);
        List<BigInteger> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int bits = LEAST_BITS + random.nextInt(MOST_BITS - LEAST_BITS);
            BigInteger number = new BigInteger(bits, random).setBit(bits);
            numbers.add(broken > 0 && (i + 1) % broken == 0 ? BigInteger.valueOf(-1L - i) : number);
        }
        return numbers;
    }
}
