package dev.millrace.examples.migrate;

import java.io.IOException;

/** Step 1: as it was found. Reading, asking, computing and adding up are one. */
final class TheLoop implements Step {
    @Override
    public String title() {
        return "the loop";
    }

    @Override
    public long total(Shop shop) throws IOException, InterruptedException {
        long total = 0;
        for (Order order : shop.orders()) {
            long cents = shop.askPrice(order.article());
            total += order.pieces() * cents;
        }
        return total;
    }
}
