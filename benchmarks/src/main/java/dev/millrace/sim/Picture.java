package dev.millrace.sim;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The size of each policy over a trace, and what the trace's averages ask for. */
public final class Picture {
    private static final int POINTS = 1_200;
    private static final List<Color> COLORS = List.of(
            new Color(0xD62728),
            new Color(0x1F77B4),
            new Color(0x2CA02C),
            new Color(0x98DF8A),
            new Color(0x9467BD),
            new Color(0xFF7F0E),
            new Color(0x8C564B));

    private Picture() {}

    /** Draws one into a PNG file, without asking for a screen. */
    public static void save(Rig rig, Trial trial, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        Trace trace = trial.trace();
        XYChart chart = new XYChartBuilder()
                .width(1000)
                .height(420)
                .title(trace.name())
                .xAxisTitle("s")
                .yAxisTitle("workers")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisMin(0.0);
        add(chart, "needed", Oracle.plan(rig, trace), trace.endNanos(), Color.BLACK, 3);
        for (int i = trial.runs().size() - 1; i > 0; i--) {
            String name = trial.scores().get(i).policy();
            Color color = COLORS.get((i - 1) % COLORS.size());
            add(chart, name, trial.runs().get(i).sizes(), trace.endNanos(), color, i == 1 ? 2 : 1);
        }
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }

    /** The largest size in each of many short times, so that no peak is lost. */
    private static void add(XYChart chart, String name, Steps sizes, long endNanos, Color color, float width) {
        double[] seconds = new double[POINTS];
        double[] workers = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            long from = endNanos / POINTS * i;
            seconds[i] = from / 1e9;
            workers[i] = sizes.largest(from, from + endNanos / POINTS - 1);
        }
        XYSeries series = chart.addSeries(name, seconds, workers);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width));
    }
}
