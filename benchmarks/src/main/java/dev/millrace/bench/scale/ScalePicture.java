package dev.millrace.bench.scale;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Time a job and memory over each axis, both ways logarithmic. */
final class ScalePicture {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 330;
    private static final int COLUMNS = 2;
    /** What is not above zero has no place on a logarithmic axis. */
    private static final double LEAST = 0.1;

    private ScalePicture() {}

    static void save(List<Point> points, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<XYChart> charts = new ArrayList<>();
        for (Axis axis : points.stream().map(Point::axis).distinct().toList()) {
            List<Point> mine =
                    points.stream().filter(point -> point.axis() == axis).toList();
            XYChart time = chart(axis, "ns a job");
            add(time, "clock", mine, mine.stream().map(Point::nanosPerJob).toList());
            add(
                    time,
                    "processors",
                    mine,
                    mine.stream().map(Point::cpuNanosPerJob).toList());
            XYChart memory = chart(axis, "KB of heap");
            add(
                    memory,
                    "pool",
                    mine,
                    mine.stream().map(point -> point.heapBytes() / 1e3).toList());
            charts.add(time);
            charts.add(memory);
        }
        BitmapEncoder.saveBitmap(charts, (charts.size() + 1) / COLUMNS, COLUMNS, file.toString(), BitmapFormat.PNG);
    }

    private static XYChart chart(Axis axis, String unit) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .xAxisTitle(axis.meaning())
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisLogarithmic(true);
        return chart;
    }

    private static void add(XYChart chart, String name, List<Point> points, List<Double> values) {
        List<Double> shown =
                values.stream().map(value -> Math.max(LEAST, value)).toList();
        chart.addSeries(
                name, points.stream().map(point -> (double) point.value()).toList(), shown);
        double least = shown.stream().min(Double::compare).orElse(LEAST);
        double most = shown.stream().max(Double::compare).orElse(LEAST);
        widen(chart, Math.pow(10, Math.floor(Math.log10(least))), Math.pow(10, Math.ceil(Math.log10(most))));
    }

    /** Whole powers of ten: what hardly changes looks as if it hardly did. */
    private static void widen(XYChart chart, double from, double to) {
        Double min = chart.getStyler().getYAxisMin();
        Double max = chart.getStyler().getYAxisMax();
        chart.getStyler().setYAxisMin(min == null ? from : Math.min(min, from));
        chart.getStyler().setYAxisMax(max == null ? to : Math.max(max, to));
    }
}
