package dev.millrace.bench.tax;

import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Samples;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Tells medians, spread and what each variant takes of the first one's throughput. Of several processes each gives one ratio, that of its medians, since a compiler's luck lasts as long as its process; then the ratio told is the middle one of
 * these, and the interval is that of the middle one.
 *
 * @param laps of all loads and variants
 * @param variants the first is what the others are compared with
 */
record Bill(List<Lap> laps, List<Variant> variants) {

    void print(PrintWriter out) {
        laps.stream().map(Lap::load).distinct().forEach(load -> print(load, out));
    }

    private void print(String load, PrintWriter out) {
        out.println(text(
                "%n%-16s %8s %17s %10s %8s   %s",
                load, "M jobs/s", "middle 80 %", "CPU ns/job", "ns more", "of the throughput of " + variants.get(0)));
        for (Variant variant : variants) {
            out.println(row(load, variant));
        }
    }

    private String row(String load, Variant variant) {
        Samples rate = samples(load, variant, Lap::millionJobsPerSecond);
        Samples.Ratio ratio = ratio(load, variant);
        double more = samples(load, variant, Lap::nanosPerJob).median()
                - samples(load, variants.get(0), Lap::nanosPerJob).median();
        return text(
                "%-16s %8.2f %8.2f-%8.2f %10.1f %8.1f   %s",
                variant,
                rate.median(),
                rate.quantile(0.1),
                rate.quantile(0.9),
                samples(load, variant, Lap::cpuNanosPerJob).median(),
                more,
                variant == variants.get(0)
                        ? ""
                        : text("%.1f %% [%.1f, %.1f]", ratio.middle() * 100, ratio.low() * 100, ratio.high() * 100)
                                + extremes(load, variant));
    }

    private Samples.Ratio ratio(String load, Variant variant) {
        if (forks().length == 1) {
            return samples(load, variant, Lap::millionJobsPerSecond)
                    .to(samples(load, variants.get(0), Lap::millionJobsPerSecond));
        }
        return ratios(load, variant).to(Samples.of(DoubleStream.of(1)));
    }

    /** The least and the most that a process gave. */
    private String extremes(String load, Variant variant) {
        if (forks().length == 1) {
            return "";
        }
        Samples ratios = ratios(load, variant);
        return text("   processes %.1f to %.1f", ratios.quantile(0) * 100, ratios.quantile(1) * 100);
    }

    private int[] forks() {
        return laps.stream().mapToInt(Lap::fork).distinct().toArray();
    }

    /** One of each process. */
    private Samples ratios(String load, Variant variant) {
        return Samples.of(Arrays.stream(forks())
                .mapToDouble(fork -> median(load, variant, fork) / median(load, variants.get(0), fork)));
    }

    private double median(String load, Variant variant, int fork) {
        List<Lap> some = laps.stream().filter(lap -> lap.fork() == fork).toList();
        return new Bill(some, variants)
                .samples(load, variant, Lap::millionJobsPerSecond)
                .median();
    }

    private Samples samples(String load, Variant variant, ToDoubleFunction<Lap> figure) {
        return Samples.of(laps.stream()
                .filter(lap -> lap.load().equals(load) && lap.variant().equals(variant.name()))
                .mapToDouble(figure));
    }
}
