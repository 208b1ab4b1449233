package dev.millrace.examples.bounded;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.FanResults;
import java.math.BigInteger;
import java.util.List;

/**
 * Whether a map was as it must be.
 *
 * @param numbers the inputs
 * @param results what came of them
 * @param atOnce the most searches that ran at once
 */
record Check(List<BigInteger> numbers, FanResults<BigInteger, BigInteger> results, int atOnce) {

    /** A result for each input, in that order, each value what the JDK's own search finds, and never more at once than allowed. */
    boolean verified(int atMost) {
        return inputs().equals(numbers) && results.stream().allMatch(Check::right) && atOnce <= atMost;
    }

    long values() {
        return results.stream().filter(FanResult::succeeded).count();
    }

    private List<BigInteger> inputs() {
        return results.stream().map(FanResult::input).toList();
    }

    private static boolean right(FanResult<BigInteger, BigInteger> result) {
        return !result.succeeded() || result.input().nextProbablePrime().equals(result.value());
    }
}
