package dev.millrace.examples.migrate;

import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.WebClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * What all steps have: orders to price, and the way to the service that knows prices.
 *
 * @param orders all of them
 * @param service knows the prices
 * @param client asks for them
 * @param out for what a step has to tell
 */
record Shop(List<Order> orders, PriceService service, WebClient client, Output out) {
    private static final int OK = 200;

    /** Asks the service and waits for its answer; an interrupt ends the wait. */
    long askPrice(int article) throws IOException, InterruptedException {
        HttpResponse<String> response = client.get(service.urlOf(article));
        if (response.statusCode() != OK) {
            throw new IOException("article " + article + ": status " + response.statusCode());
        }
        return Long.parseLong(response.body());
    }

    /** From step 2 on: all that is to do for one order. It shares nothing with the others, so any thread may do it, at any time, and again. */
    long process(Order order) throws IOException, InterruptedException {
        return order.pieces() * askPrice(order.article());
    }
}
