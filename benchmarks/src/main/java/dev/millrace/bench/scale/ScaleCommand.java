package dev.millrace.bench.scale;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import dev.millrace.tool.NewFile;
import dev.millrace.tool.QuietPools;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code scale}. */
@Command(
        name = "scale",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures how the cost of a job and the memory of a pool grow: with workers of which most sleep, with submitting"
                    + " threads, with the capacity, with the keys of jobs in order.",
            "",
            "Streams of empty jobs, verified by count and checksum; the heap is that of the pool at rest, after them. Without latencies: each worker that has"
                    + " timed a job would keep its histograms, and which have is chance.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class ScaleCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "AXIS",
            arity = "0..*",
            description = "workers, producers, capacity or keys. Default: all.")
    private List<String> names = List.of();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds a point. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--round-millis",
            defaultValue = "300",
            description = "Length of a round. Default: ${DEFAULT-VALUE}.")
    private int roundMillis;

    @Option(
            names = "--most",
            defaultValue = "16777216",
            description = "Only points up to here. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(
            names = "--model",
            description =
                    "Measures the hops of a job instead, and prints a model of 8, 32 and 128 processors made of them.")
    private boolean model;

    @Option(names = "--csv", paramLabel = "FILE", description = "File for the points. Default: none.")
    private @Nullable Path csv;

    @Option(names = "--picture", paramLabel = "FILE", description = "PNG file with the curves. Default: none.")
    private @Nullable Path picture;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(rounds >= 1 && roundMillis >= 1, "--rounds and --round-millis must be >= 1");
        check(most >= 1, "--most must be >= 1, was " + most);
        check(
                csv == null || NewFile.isPossible(csv),
                "--csv must be a file in a folder that exists, was '" + csv + "'");
        check(
                picture == null || NewFile.isPossible(picture),
                "--picture must be a file in a folder that exists, was '" + picture + "'");
        check(
                !model || csv == null && picture == null && names.isEmpty(),
                "--model prints a table and takes no AXIS, --csv or --picture");
        List<Axis> axes = axes();
        PrintWriter out = spec.commandLine().getOut();
        out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        if (model) {
            new ModelText(out, rounds, TimeUnit.MILLISECONDS.toNanos(roundMillis)).print();
            return 0;
        }
        List<Point> points;
        QuietPools quiet = new QuietPools(); // a single key is a hot one
        try {
            points = measure(axes, out);
        } finally {
            quiet.close();
        }
        keep(points);
        return 0;
    }

    private List<Point> measure(List<Axis> axes, PrintWriter out) throws InterruptedException {
        List<Point> points = new ArrayList<>();
        Probe probe = new Probe(rounds, TimeUnit.MILLISECONDS.toNanos(roundMillis));
        for (Axis axis : axes) {
            out.println(text(
                    "%n%12s %s%n%12s %10s %10s %14s %14s",
                    "", axis.meaning(), axis.title(), "ns/job", "cpu ns/job", "switches/1000", "heap bytes"));
            for (int value : axis.points(most)) {
                Point point = probe.measure(axis, value);
                points.add(point);
                out.println(row(point));
                out.flush();
            }
        }
        return points;
    }

    private List<Axis> axes() {
        List<Axis> axes = new ArrayList<>();
        for (String name : names) {
            axes.add(Stream.of(Axis.values())
                    .filter(axis -> axis.title().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> wrong("AXIS must be one of workers, producers, capacity, keys, was '" + name + "'")));
        }
        return names.isEmpty() ? List.of(Axis.values()) : axes;
    }

    private static String row(Point point) {
        return text(
                "%,12d %10.1f %10.1f %14.2f %,14d",
                point.value(),
                point.nanosPerJob(),
                point.cpuNanosPerJob(),
                point.switchesPerThousandJobs(),
                point.heapBytes());
    }

    private void keep(List<Point> points) throws IOException {
        if (csv != null) {
            Files.write(
                    csv,
                    Stream.concat(Stream.of(Point.HEADER), points.stream().map(Point::line))
                            .toList());
        }
        if (picture != null) {
            ScalePicture.save(points, picture);
        }
    }

    private void check(boolean fine, String rule) {
        if (!fine) {
            throw wrong(rule);
        }
    }

    private ParameterException wrong(String rule) {
        return new ParameterException(spec.commandLine(), rule);
    }
}
