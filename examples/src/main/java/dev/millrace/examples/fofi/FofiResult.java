package dev.millrace.examples.fofi;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of it.
 *
 * @param options what was asked for
 * @param read which producers' results the consumer has read, in that order
 * @param atOnce the most producers that ran at once
 * @param heldBack the most that the consumer has seen waiting since the buffer was full
 * @param nanos from the call to the end of the fan-in
 */
record FofiResult(FofiOptions options, List<Integer> read, int atOnce, int heldBack, long nanos) {
    FofiResult {
        read = List.copyOf(read);
    }

    /** Whether the consumer has had each result once, or as many as it wanted, and never more producers ran at once than allowed. */
    boolean verified() {
        boolean once = read.stream().distinct().count() == read.size();
        boolean known =
                IntStream.rangeClosed(1, options.jobs().size()).boxed().toList().containsAll(read);
        return once && known && read.size() == options.wanted() && atOnce <= options.producers();
    }

    /** The time beside what it is made of. */
    String total() {
        return text(
                "Total %.0f ms: the producers take %,d ms one after the other, the longest %,d ms; the consumer %,d ms a result",
                millis(nanos), options.sumMillis(), options.longestMillis(), options.consumeMillis());
    }

    /** The last line. */
    String line() {
        return text(
                "jobs=%d read=%d atOnce=%d heldBack=%d millis=%.0f verified=%b",
                options.jobs().size(), read.size(), atOnce, heldBack, millis(nanos), verified());
    }
}
