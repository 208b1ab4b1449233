package dev.millrace.examples.bounded;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.Outcome;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A result as a line of a table. */
final class Row {
    private Row() {}

    /** The line of a result whose search was so many-th to end. */
    static String of(FanResult<BigInteger, BigInteger> result, int place) {
        return text(
                "  [%2d] ended as %2d., %6.1f ms: %s",
                result.index(), place, millis(result.outcome().trace().ran().toNanos()), what(result));
    }

    private static String what(FanResult<BigInteger, BigInteger> result) {
        if (result.outcome() instanceof Outcome.Value<BigInteger> found && found.value() != null) {
            @Nullable BigInteger prime = found.value();
            return text("%d bits, the next prime is %,d further", prime.bitLength(), prime.subtract(result.input()));
        }
        return String.valueOf(result.failure());
    }
}
