package dev.millrace.pool.metrics.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Values by percentile, on an axis that gives each further nine the same room: 90 %, 99 %, 99.9 %. The tail, which a plain
 * axis hides in its last pixel, is most of the picture.
 */
public final class PercentileChart {
    private static final double WIDTH = 800;
    private static final double HEIGHT = 400;
    private static final double LABEL_DISTANCE = 15;
    /** Beside the label of 0 %. */
    private static final double ROOM_FOR_HALF = 34;

    private static final int LEAST_NINES = 2;
    private static final int MOST_NINES = 8;

    private final List<Curve> curves;
    private final DoubleFunction<String> unit;
    private final Frame frame;
    private final int nines;
    private final Scale vertical;

    private PercentileChart(
            String id, String title, String description, List<Curve> curves, DoubleFunction<String> unit) {
        this.curves = curves.stream().filter(curve -> curve.count() > 0).collect(Collectors.toUnmodifiableList());
        this.unit = unit;
        this.frame = new Frame(id, title, description, WIDTH, HEIGHT, 42, 42, 112);
        this.nines = nines(this.curves);
        this.vertical = Scale.logarithmic(
                this.curves.stream().mapToDouble(curve -> curve.value(0)).min().orElse(1),
                this.curves.stream().mapToDouble(Curve::largest).max().orElse(1),
                frame.bottom,
                frame.top);
    }

    /**
     * The chart.
     *
     * @param id of its element
     * @param title what is drawn
     * @param description what can be seen in it, in words
     * @param curves what to draw; empty ones are left out
     * @param unit makes words of a value
     */
    public static Drawn draw(
            String id, String title, String description, List<Curve> curves, DoubleFunction<String> unit) {
        PercentileChart chart = new PercentileChart(id, title, description, curves, unit);
        return new Drawn(chart.svg(), chart.data());
    }

    /** As many as the largest count can tell: the one slowest of 10,000 is the 99.99 %. */
    private static int nines(List<Curve> curves) {
        long most = curves.stream().mapToLong(Curve::count).max().orElse(1);
        return (int) Math.max(LEAST_NINES, Math.min(MOST_NINES, Math.ceil(Math.log10((double) most))));
    }

    private String svg() {
        axes();
        double legend = frame.left + 150;
        Map<Double, Curve> ends = new TreeMap<>();
        for (Curve curve : curves) {
            legend = frame.legend(curve.name(), curve.style(), legend, 9);
            frame.path(curve.style(), steps(curve));
            double y = vertical.at((double) curve.largest());
            while (ends.containsKey(y)) {
                y += 0.01;
            }
            ends.put(y, curve);
        }
        largest(ends);
        if (curves.isEmpty()) {
            frame.word("nothing was recorded", WIDTH / 2, HEIGHT / 2, "middle", "legend");
        }
        return frame.close();
    }

    private void axes() {
        for (double tick : vertical.ticks()) {
            frame.horizontal(vertical.at(tick), unit.apply(tick));
        }
        frame.vertical(x(0), "0 %");
        frame.vertical(x(0.5), x(0.5) - x(0) < ROOM_FOR_HALF ? "" : "50 %");
        for (int i = 1; i <= nines; i++) {
            frame.vertical(x(1 - Math.pow(10, -i)), label(i));
        }
        frame.verticalAxis("time of a job");
        frame.horizontalAxis("share of the jobs that took no longer");
    }

    private static String label(int nines) {
        return nines <= 2 ? "9".repeat(nines) + (nines == 1 ? "0 %" : " %") : "99." + "9".repeat(nines - 2) + " %";
    }

    /** From one value to the next where the share of the first ends. */
    private String steps(Curve curve) {
        StringBuilder path = new StringBuilder();
        double lastX = x(0);
        double lastY = Double.NaN;
        for (int i = 0; i < curve.size(); i++) {
            double x = x((double) curve.countTo(i) / curve.count());
            double y = vertical.at((double) curve.value(i));
            boolean seen = i == 0 || x - lastX >= 0.4 || Math.abs(y - lastY) >= 0.4 || i == curve.size() - 1;
            if (seen) {
                path.append(i == 0 ? "M" + Markup.pixels(lastX) + " " + Markup.pixels(y) : "V" + Markup.pixels(y))
                        .append("H")
                        .append(Markup.pixels(x));
                lastX = x;
                lastY = y;
            }
        }
        return path.toString();
    }

    /** The largest value of each curve, at its end; labels keep their distance. */
    private void largest(Map<Double, Curve> ends) {
        double free = frame.top - LABEL_DISTANCE;
        for (Map.Entry<Double, Curve> end : ends.entrySet()) {
            double y = end.getKey();
            Curve curve = end.getValue();
            double labelY = Math.max(y, free + LABEL_DISTANCE);
            free = labelY;
            frame.svg
                    .open("circle", "class", "dot " + curve.style(), "cx", frame.right, "cy", y, "r", 3)
                    .close("circle");
            frame.word(
                    "max " + unit.apply((double) curve.largest()), frame.right + 9, labelY + 4, "start", "end " + curve.style());
        }
    }

    private double x(double share) {
        double most = 1 - Math.pow(10, -nines);
        double at = -Math.log10(1 - Math.max(0, Math.min(most, share))) / nines;
        return frame.left + at * (frame.right - frame.left);
    }

    private Map<String, Object> data() {
        List<Map<String, Object>> lines = curves.stream()
                .map(curve -> Map.<String, Object>of(
                        "name",
                        curve.name(),
                        "style",
                        curve.style(),
                        "values",
                        curve.values(),
                        "counts",
                        curve.countsToHere()))
                .toList();
        return Map.of(
                "kind",
                "percentiles",
                "left",
                frame.left,
                "right",
                frame.right,
                "width",
                frame.width(),
                "nines",
                nines,
                "lines",
                lines);
    }
}
