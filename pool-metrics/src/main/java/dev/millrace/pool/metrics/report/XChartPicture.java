package dev.millrace.pool.metrics.report;

import dev.millrace.pool.metrics.Durations;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.chart.Curve;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The percentile curves, drawn by XChart: the one class that knows it. */
final class XChartPicture {
    private static final int WIDTH = 1100;
    private static final int HEIGHT = 640;
    private static final int MOST_NINES = 8;
    private static final Map<LatencySeries, Color> COLORS = Map.of(
            LatencySeries.TOTAL, new Color(0x0B5CAD),
            LatencySeries.WAIT, new Color(0xB45309),
            LatencySeries.RUN, new Color(0x0F7B5F));
    /** Thinner on thicker: where two lie on each other, both are seen. Dashes would not: each step would begin them anew. */
    private static final Map<LatencySeries, BasicStroke> STROKES = Map.of(
            LatencySeries.TOTAL, new BasicStroke(5),
            LatencySeries.WAIT, new BasicStroke(2),
            LatencySeries.RUN, new BasicStroke(2.5f));

    private XChartPicture() {}

    static byte[] png(RunReport report) {
        LatencyReport latency = report.latency();
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("Latency of pool '" + latency.pool() + "': " + RunFacts.recorded(latency.sampling())
                        + " timed, over " + RunFacts.length(latency))
                .xAxisTitle("share of the jobs that took no longer")
                .yAxisTitle("time of a job")
                .build();
        // The distance to 100 %, inverted: each further nine is ten times as much.
        double most = Math.pow(10, nines(latency));
        style(chart.getStyler(), most);
        double least = Double.MAX_VALUE;
        double largest = 1;
        for (LatencySeries each : new LatencySeries[] {LatencySeries.TOTAL, LatencySeries.WAIT, LatencySeries.RUN}) {
            Curve curve = ReportCurves.curve(each.label(), each.label(), latency.series(each));
            if (curve.size() > 0) {
                add(chart, each, curve, most);
                least = Math.min(least, (double) curve.value(0));
                largest = Math.max(largest, (double) curve.largest());
            }
        }
        limit(chart, Math.min(least, largest), largest);
        if (least == Double.MAX_VALUE) {
            // A chart without any curve cannot be drawn.
            chart.addSeries("nothing was recorded", new double[] {1}, new double[] {1})
                    .setMarker(SeriesMarkers.NONE);
        }
        return drawn(chart);
    }

    private static byte[] drawn(XYChart chart) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            chart.paint(graphics, WIDTH, HEIGHT);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            graphics.dispose();
        }
    }

    /** Round ends. */
    private static void limit(XYChart chart, double least, double largest) {
        double low = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
        double high = Math.max(10 * low, Math.pow(10, Math.ceil(Math.log10(largest))));
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
    }

    private static int nines(LatencyReport latency) {
        double digits = Math.ceil(
                Math.log10((double) Math.max(1, latency.series(LatencySeries.TOTAL).count())));
        return (int) Math.max(2, Math.min(MOST_NINES, digits));
    }

    /** In steps: from the share below a value to the share up to it, at that value. */
    private static void add(XYChart chart, LatencySeries which, Curve curve, double most) {
        int buckets = curve.size();
        long count = curve.count();
        double[] x = new double[2 * buckets];
        double[] y = new double[2 * buckets];
        double before = 1;
        for (int i = 0; i < buckets; i++) {
            x[2 * i] = before;
            long slower = count - curve.countTo(i);
            before = slower == 0 ? most : Math.min(most, (double) count / slower);
            x[2 * i + 1] = before;
            y[2 * i] = Math.max(1, curve.value(i));
            y[2 * i + 1] = y[2 * i];
        }
        String name = which.label() + "   max " + Durations.text((double) (double) curve.largest());
        XYSeries series = chart.addSeries(name, x, y);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(COLORS.get(which));
        series.setLineStyle(STROKES.get(which));
    }

    private static void style(XYStyler styler, double most) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
        styler.setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false)
                .setChartTitleFont(font.deriveFont(Font.BOLD, 17f))
                .setChartTitleBoxVisible(false)
                .setChartPadding(16)
                .setLegendFont(font)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setPlotContentSize(0.98)
                .setLegendBorderColor(Color.WHITE)
                .setLegendSeriesLineLength(40);
        styler.setAxisTickLabelsFont(font)
                .setAxisTitleFont(font)
                .setPlotGridLinesColor(new Color(0xE3E6EA))
                .setXAxisLogarithmic(true)
                .setYAxisLogarithmic(true)
                .setXAxisMin(1.0)
                .setXAxisMax(most)
                .setXAxisTickLabelsFormattingFunction(XChartPicture::percent)
                .setYAxisTickLabelsFormattingFunction(XChartPicture::duration);
    }

    private static String percent(double inverted) {
        if (!isPowerOfTen(inverted)) {
            return "";
        }
        int nines = (int) Math.round(Math.log10(inverted));
        return switch (nines) {
            case 0 -> "0 %";
            case 1 -> "90 %";
            case 2 -> "99 %";
            default -> "99." + "9".repeat(nines - 2) + " %";
        };
    }

    private static String duration(double nanos) {
        return isPowerOfTen(nanos) ? Durations.text(nanos).replaceFirst("\\.0+ ", " ") : "";
    }

    /** XChart has ticks between, too; they stay lines. */
    private static boolean isPowerOfTen(double value) {
        double power = Math.log10(value);
        return Math.abs(power - Math.rint(power)) < 1e-6;
    }
}
