package dev.millrace.pool.metrics.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Values over time, in steps: each value holds for its interval.
 *
 * @param id of its element
 * @param title what is drawn
 * @param description what can be seen in it, in words
 * @param axis what the values are
 * @param edges the begin of the first interval and the end of each, in seconds; ascending
 * @param unit makes words of a value
 * @param unitName how the page's script writes values: {@code nanos} or {@code count}
 * @param lines what to draw
 * @param marks moments to mark
 */
public record TimeChart(
        String id,
        String title,
        String description,
        String axis,
        List<Double> edges,
        DoubleFunction<String> unit,
        String unitName,
        List<Line> lines,
        List<Mark> marks) {
    private static final double WIDTH = 800;
    private static final double HEIGHT = 168;
    /** Above it small values would lie on the ground of a linear axis. */
    private static final double LARGEST_LINEAR_RATIO = 30;

    private static final double MARK_DISTANCE = 16;

    /**
     * One line.
     *
     * @param name in the legend
     * @param style class of the style sheet that gives colour and dashes
     * @param values one an interval; NaN leaves a gap
     */
    public record Line(String name, String style, List<Double> values) {}

    /**
     * A moment.
     *
     * @param atSeconds where, on the axis of the edges
     * @param label a short one
     * @param text what happened
     */
    public record Mark(double atSeconds, String label, String text) {}

    /** The picture. */
    public Drawn draw() {
        Frame frame = new Frame(id, title, description, WIDTH, HEIGHT, 34, 40, 16);
        double end = edges.get(edges.size() - 1);
        Scale horizontal =
                new Scale(edges.get(0), end > edges.get(0) ? end : edges.get(0) + 1, frame.left, frame.right, false);
        Scale vertical = vertical(frame);
        for (double tick : vertical.ticks()) {
            frame.horizontal(vertical.at(tick), unit.apply(tick));
        }
        for (double tick : Scale.linear(horizontal.to(), 0, 1).ticks()) {
            if (tick <= horizontal.to()) {
                frame.vertical(horizontal.at(tick), seconds(tick));
            }
        }
        frame.verticalAxis(axis);
        frame.horizontalAxis("time since the begin");
        double legend = frame.left + 150;
        for (Line line : lines) {
            legend = lines.size() == 1 ? legend : frame.legend(line.name(), line.style(), legend, 9);
            frame.path(line.style(), steps(line, horizontal, vertical));
        }
        mark(frame, horizontal);
        return new Drawn(frame.close(), data(frame, horizontal));
    }

    private Scale vertical(Frame frame) {
        double[] all = lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .filter(value -> value > 0)
                .toArray();
        double largest = Arrays.stream(all).max().orElse(1);
        double smallest = Arrays.stream(all).min().orElse(1);
        return unitName.equals("nanos") && largest > LARGEST_LINEAR_RATIO * smallest
                ? Scale.logarithmic(smallest, largest, frame.bottom, frame.top)
                : Scale.linear(largest, frame.bottom, frame.top);
    }

    private String steps(Line line, Scale horizontal, Scale vertical) {
        StringBuilder path = new StringBuilder("M" + Markup.pixels(horizontal.start()) + " "
                + Markup.pixels(vertical.start())); // so that a line without values is valid
        boolean drawing = false;
        for (int i = 0; i < line.values().size(); i++) {
            double value = line.values().get(i);
            if (Double.isNaN(value)) {
                drawing = false;
                continue;
            }
            String y = Markup.pixels(vertical.at(value));
            path.append(drawing ? "V" + y : "M" + Markup.pixels(horizontal.at(edges.get(i))) + " " + y)
                    .append("H")
                    .append(Markup.pixels(horizontal.at(edges.get(i + 1))));
            drawing = true;
        }
        return path.toString();
    }

    /** Marks that are close together share the room for labels: the first one's is shown, the others' stand in the table. */
    private void mark(Frame frame, Scale horizontal) {
        double free = frame.left - MARK_DISTANCE;
        for (Mark mark : marks) {
            double x = horizontal.at(mark.atSeconds());
            frame.svg.open("g", "class", "mark");
            frame.svg.element("title", mark.text());
            frame.svg
                    .open("line", "x1", x, "x2", x, "y1", frame.top - 6, "y2", frame.bottom)
                    .close("line");
            if (x >= free + MARK_DISTANCE) {
                frame.word(mark.label(), x, frame.top - 9, "middle", "mark-label");
                free = x;
            }
            frame.svg.close("g");
        }
    }

    private Map<String, Object> data(Frame frame, Scale horizontal) {
        List<Map<String, Object>> series = lines.stream()
                .map(line -> Map.<String, Object>of(
                        "name", line.name(), "style", line.style(), "values", orNull(line.values())))
                .toList();
        return Map.of(
                "kind",
                "times",
                "left",
                frame.left,
                "right",
                frame.right,
                "width",
                frame.width(),
                "edges",
                edges,
                "from",
                horizontal.from(),
                "to",
                horizontal.to(),
                "unit",
                unitName,
                "lines",
                series);
    }

    /** JSON has no NaN. */
    private static List<@Nullable Double> orNull(List<Double> values) {
        List<@Nullable Double> result = new ArrayList<>();
        values.forEach(value -> result.add(Double.isNaN(value) ? null : value));
        return result;
    }

    private static String seconds(double value) {
        return value >= 600 && value % 60 == 0
                ? String.format(Locale.ROOT, "%,.0f min", value / 60)
                : String.format(Locale.ROOT, "%,.0f s", value);
    }
}
