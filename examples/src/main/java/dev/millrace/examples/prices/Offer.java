package dev.millrace.examples.prices;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answers, as JSON.
 *
 * @param price of one piece
 * @param inStock whether there is one
 */
record Offer(BigDecimal price, boolean inStock) {
    private static final int OK = 200;

    /**
     * Reads an answer.
     *
     * @throws IOException if it is not an offer; the message says why
     */
    static Offer of(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != OK) {
            throw new IOException("status " + answer.statusCode());
        }
        Offer offer = parse(answer.body());
        if (offer == null || offer.price == null) {
            throw new IOException("an answer without a price");
        }
        return offer;
    }

    private static @Nullable Offer parse(String body) throws IOException {
        try {
            return new Gson().fromJson(body, Offer.class);
        } catch (JsonParseException e) {
            throw new IOException("no JSON: " + body, e);
        }
    }

    String toJson() {
        return new Gson().toJson(this);
    }
}
