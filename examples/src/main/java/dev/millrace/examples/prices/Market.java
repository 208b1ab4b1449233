package dev.millrace.examples.prices;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Six vendors on the loopback address, each with its delay, and some with a fault. */
final class Market implements AutoCloseable {
    private static final List<Stall> STALLS = List.of(
            new Stall("alder", 203, "21.40", true, Fault.NONE),
            new Stall("birch", 187, "18.75", false, Fault.NONE),
            new Stall("cedar", 150, "19.90", true, Fault.NONE),
            new Stall("elm", 170, "17.30", true, Fault.STATUS_500),
            new Stall("fir", 165, "16.20", true, Fault.HALF_AN_ANSWER),
            new Stall("oak", 130, "15.10", true, Fault.LATE));
    private static final int LATE_BY_MILLIS = 1_500;

    private final LoopbackServer server;
    private final Vendor rehearsal;
    private final List<Vendor> vendors = new ArrayList<>();
    /** By vendor; null where it has a fault. */
    private final Map<String, Offer> truth = new HashMap<>();

    private Market(LoopbackServer server, boolean healthy) {
        this.server = server;
        this.rehearsal = new Vendor(
                "rehearsal",
                server.on(
                        "/",
                        exchange -> answer(exchange, 200, STALLS.get(0).offer().toJson())));
        for (Stall stall : STALLS) {
            Stall open = healthy ? stall.healthy() : stall;
            vendors.add(new Vendor(stall.vendor, server.on("/" + stall.vendor + "/offer", open::serve)));
            if (open.fault == Fault.NONE) {
                truth.put(stall.vendor, open.offer());
            }
        }
    }

    /**
     * Opens it.
     *
     * @param healthy whether all vendors are without a fault
     */
    static Market open(boolean healthy) throws IOException {
        return new Market(LoopbackServer.start(), healthy);
    }

    List<Vendor> vendors() {
        return List.copyOf(vendors);
    }

    /** So many vendors that answer at once, for a program that has to get warm. */
    List<Vendor> rehearsal() {
        return Collections.nCopies(STALLS.size(), rehearsal);
    }

    /** What the vendors without a fault offer. */
    Map<String, Offer> truth() {
        return Map.copyOf(truth);
    }

    @Override
    public void close() {
        server.close();
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        LoopbackServer.answer(exchange, status, "application/json", json);
    }

    private enum Fault {
        NONE,
        STATUS_500,
        HALF_AN_ANSWER,
        LATE
    }

    private record Stall(String vendor, int delayMillis, String price, boolean inStock, Fault fault) {
        Stall healthy() {
            return new Stall(vendor, delayMillis, price, inStock, Fault.NONE);
        }

        Offer offer() {
            return new Offer(new BigDecimal(price), inStock);
        }

        void serve(HttpExchange exchange) throws IOException, InterruptedException {
            Thread.sleep(delayMillis + (fault == Fault.LATE ? LATE_BY_MILLIS : 0));
            String json = offer().toJson();
            switch (fault) {
                case STATUS_500 -> answer(exchange, 500, "");
                case HALF_AN_ANSWER -> answer(exchange, 200, json.substring(0, json.length() / 2));
                default -> answer(exchange, 200, json);
            }
        }
    }
}
