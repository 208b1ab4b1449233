package dev.millrace.bench.open;

import dev.millrace.bench.Samples;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lateness by percentile, a chart a rate; a pool that did not keep up is dashed. */
public final class LatencyPicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 430;
    private static final int COLUMNS = 2;
    private static final int TICK_PIXELS = 60;
    private static final Color OURS = new Color(0xD62728);
    private static final Color LIMIT = Color.BLACK;
    private static final Color CONTROL = Color.GRAY;
    private static final List<Color> PEERS = List.of(
            new Color(0x1F77B4),
            new Color(0x2CA02C),
            new Color(0x9467BD),
            new Color(0xFF7F0E),
            new Color(0x8C564B),
            new Color(0x17BECF));
    private static final DecimalFormat PERCENTILE =
            new DecimalFormat("p0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));

    private LatencyPicture() {}

    /** Draws the rounds of S4 into a PNG file; whether there were some. */
    public static boolean save(List<Line> lines, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        List<XYChart> charts = new ArrayList<>();
        for (String cell : lines.stream()
                .filter(line -> line.scenario().equals("S4"))
                .map(Line::cell)
                .distinct()
                .toList()) {
            charts.add(chart(
                    cell,
                    lines.stream()
                            .filter(line ->
                                    line.scenario().equals("S4") && line.cell().equals(cell) && line.isVerified())
                            .toList()));
        }
        if (charts.isEmpty()) {
            return false;
        }
        BitmapEncoder.saveBitmap(
                charts, (charts.size() + COLUMNS - 1) / COLUMNS, COLUMNS, file.toString(), BitmapFormat.PNG);
        return true;
    }

    private static XYChart chart(String cell, List<Line> lines) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(cell + " jobs/s")
                .xAxisTitle("percentile of the jobs")
                .yAxisTitle("us from the intended time")
                .build();
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setYAxisLogarithmic(true);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(4.2);
        chart.getStyler().setXAxisTickMarkSpacingHint(TICK_PIXELS);
        chart.getStyler().setxAxisTickLabelsFormattingFunction(LatencyPicture::tick);
        int peers = 0;
        for (String name :
                lines.stream().map(Line::contender).distinct().sorted().toList()) {
            List<Line> mine =
                    lines.stream().filter(line -> line.contender().equals(name)).toList();
            Color color = switch (mine.get(0).role()) {
                case OURS, VARIANT -> OURS;
                case LIMIT -> LIMIT;
                case CONTROL -> CONTROL;
                case PEER -> PEERS.get(peers++ % PEERS.size());
            };
            add(chart, name, mine, color);
        }
        return chart;
    }

    /** The axis counts nines. Each tick needs a label of its own, or the chart shows none. */
    private static String tick(double nines) {
        return PERCENTILE.format(100 * (1 - Math.pow(10, -nines)));
    }

    /** Of {@code FORK_JOIN_ASYNC}: Fork Join Async. */
    private static String inWords(String contender) {
        return Arrays.stream(contender.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static void add(XYChart chart, String name, List<Line> mine, Color color) {
        List<Double> nines = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (double percent : OpenPlayer.PERCENTS) {
            Metric metric = Metric.less(OpenPlayer.name(percent), "us");
            nines.add(-Math.log10(1 - percent / 100));
            micros.add(Math.max(
                    0.01,
                    Samples.of(mine.stream().mapToDouble(line -> line.score(metric)))
                            .median()));
        }
        boolean saturated = mine.stream().anyMatch(line -> line.score(OpenPlayer.SATURATED) > 0);
        XYSeries series = chart.addSeries(inWords(name) + (saturated ? " (saturated)" : ""), nines, micros);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        float width = color.equals(OURS) ? 2.5f : 1.2f;
        series.setLineStyle(
                saturated
                        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 4}, 0)
                        : new BasicStroke(width));
    }
}
