package dev.millrace.pool.metrics;

import static dev.millrace.pool.metrics.Figure.gauge;

import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** How a pool's objectives stand: gauges with the tag {@code slo}. A pool's objectives are fixed, and so are these. */
final class SloFigures {
    private SloFigures() {}

    static List<Figure> of(List<SloStatus> slos) {
        return slos.stream().map(SloStatus::slo).flatMap(SloFigures::of).toList();
    }

    private static Stream<Figure> of(Slo slo) {
        return Stream.of(
                figure(
                        slo,
                        "pool.slo.state",
                        "0 kept, 1 threatened, 2 breached",
                        status -> number(status.state())),
                figure(
                        slo,
                        "pool.slo.target",
                        "The share that must be good",
                        status -> status.slo().target()),
                figure(slo, "pool.slo.good", "The share that was good over the window", SloStatus::good),
                figure(slo, "pool.slo.events", "Events in the window", SloStatus::events),
                burn(slo, "long", SloStatus::burnRate),
                burn(slo, "short", SloStatus::shortBurnRate),
                figure(
                        slo,
                        "pool.slo.shedding",
                        "1 while jobs are refused since the objective is breached, else 0",
                        status -> status.shedding() ? 1 : 0));
    }

    private static int number(SloState state) {
        return switch (state) {
            case OK -> 0;
            case WARNING -> 1;
            case BREACHED -> 2;
        };
    }

    private static Figure burn(Slo slo, String window, ToDoubleFunction<SloStatus> rate) {
        return figure(
                        slo,
                        "pool.slo.burn",
                        "How fast the error budget went over the window (long) and its last twelfth (short); 1 uses it up",
                        rate)
                .tagged("window", window);
    }

    private static Figure figure(Slo slo, String name, String description, ToDoubleFunction<SloStatus> value) {
        String which = slo.name();
        return gauge(name, description, now -> of(now, which, value)).tagged("slo", which);
    }

    private static double of(Glance now, String which, ToDoubleFunction<SloStatus> value) {
        for (SloStatus status : now.slos()) {
            if (status.slo().name().equals(which)) {
                return value.applyAsDouble(status);
            }
        }
        return Double.NaN; // a pool whose objectives have gone shows none
    }
}
