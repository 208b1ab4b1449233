package dev.millrace.examples.migrate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What somebody wants to buy: the job.
 *
 * @param article what
 * @param pieces how many
 */
record Order(int article, int pieces) {
    private static final int MOST_PIECES = 9;

    /** So many orders, always the same ones, each of another article. */
    static List<Order> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(article -> new Order(article, 1 + article * 7 % MOST_PIECES))
                .toList();
    }
}
