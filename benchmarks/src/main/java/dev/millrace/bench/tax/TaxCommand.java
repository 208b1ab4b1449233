package dev.millrace.bench.tax;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Weight;
import dev.millrace.cli.Millrace;
import dev.millrace.tool.Build;
import dev.millrace.tool.ChildJvm;
import dev.millrace.tool.Host;
import dev.millrace.tool.NewFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tax}. */
@Command(
        name = "tax",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Measures what it costs to watch a pool: rounds of all variants in random order, one submitter, empty jobs and jobs of"
                    + " 100 ns, one by one and 32 as one element.",
            "",
            "WATCHING: BARE (nothing is timed), SAMPLED (the defaults), METERS (scraped once a second), PAGE (also three"
                    + " objectives and a status page that is read once a second), EXACT (every job is timed).",
            "CONTEXTS: jobs that carry nothing, log markers, thread locals, a trace context, or all of them.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class TaxCommand implements Callable<Integer> {
    private static final String DEFAULT = "Default: ${DEFAULT-VALUE}.";

    @Option(
            names = "--of",
            defaultValue = "WATCHING",
            description = "Which variants, of ${COMPLETION-CANDIDATES}. " + DEFAULT)
    private Variant.Kind kind = Variant.Kind.WATCHING;

    @Option(
            names = "--forks",
            defaultValue = "1",
            description = "Processes, one after the other: what the compiler makes of a pool differs between them. "
                    + DEFAULT)
    private int forks;

    @Option(
            names = "--fork",
            hidden = true,
            defaultValue = "0",
            description = "The number of this process, which tells nothing.")
    private int fork;

    @Option(names = "--rounds", defaultValue = "15", description = "Rounds that count. " + DEFAULT)
    private int rounds;

    @Option(names = "--warmups", defaultValue = "3", description = "Rounds before them. " + DEFAULT)
    private int warmups;

    @Option(names = "--seconds", defaultValue = "1", description = "Length of a round. " + DEFAULT)
    private double seconds;

    @Option(names = "--workers", defaultValue = "2", description = "Workers of each pool. " + DEFAULT)
    private int workers;

    @Option(names = "--capacity", defaultValue = "65536", description = "Jobs that may wait. " + DEFAULT)
    private int capacity;

    @Option(names = "--load", defaultValue = "", description = "Only loads whose name contains this, such as singles.")
    private String load = "";

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "File for the raw results, a line a round. Default: none.")
    private @Nullable Path csv;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(forks >= 1, text("--forks must be >= 1, was %,d", forks));
        check(rounds >= 1 && warmups >= 0, "--rounds must be >= 1, --warmups >= 0");
        check(seconds >= 0.01 && seconds <= 60, text("--seconds must be 0.01 to 60, was %s", seconds));
        check(workers >= 2 && capacity >= 1_024, "--workers must be >= 2, --capacity >= 1,024");
        check(
                csv == null || NewFile.isPossible(csv),
                "--csv must be a file in a folder that exists, was '" + csv + "'");
        List<Load> loads = Load.all(Weight.ofNanos(100)).stream()
                .filter(each -> each.name().contains(load.toLowerCase(Locale.ROOT)))
                .toList();
        check(!loads.isEmpty(), "--load must be part of a load's name, was '" + load + "'");
        if (fork > 0) {
            write(Objects.requireNonNull(csv), runHere(loads));
            return 0;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(lines(
                "Millrace " + Build.version(),
                Host.machine(),
                Host.java(),
                text(
                        "%s, %d processes, %d rounds of %.2f s, %d before them, %d workers",
                        kind, forks, rounds, seconds, warmups, workers)));
        List<Lap> laps = forks == 1 ? runHere(loads) : runInForks();
        new Bill(laps, Variant.of(kind)).print(out);
        if (csv != null) {
            write(csv, laps);
            out.println(System.lineSeparator() + "Raw results: " + csv);
        }
        out.flush();
        return 0;
    }

    private static void write(Path file, List<Lap> laps) throws IOException {
        Files.write(
                file,
                Stream.concat(Stream.of(Lap.HEADER), laps.stream().map(Lap::line))
                        .toList());
    }

    private List<Lap> runInForks() throws IOException {
        List<String> flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<Lap> laps = new ArrayList<>();
        Path file = Files.createTempFile("millrace-tax", ".csv");
        try {
            for (int number = 1; number <= forks; number++) {
                int code = ChildJvm.run(Millrace.class, flags, arguments(number, file));
                if (code != 0) {
                    throw new IOException("process " + number + " ended with " + code);
                }
                Files.readAllLines(file).stream().skip(1).map(Lap::parse).forEach(laps::add);
            }
        } finally {
            Files.delete(file);
        }
        return laps;
    }

    private List<String> arguments(int number, Path file) {
        return List.of(
                "tax",
                "--of=" + kind,
                "--fork=" + number,
                "--rounds=" + rounds,
                "--warmups=" + warmups,
                "--seconds=" + seconds,
                "--workers=" + workers,
                "--capacity=" + capacity,
                "--load=" + load,
                "--csv=" + file);
    }

    private List<Lap> runHere(List<Load> loads) throws InterruptedException {
        List<Lap> laps = new ArrayList<>();
        try (Carried carried = new Carried()) {
            for (Load each : loads) {
                laps.addAll(run(each));
            }
        }
        return laps;
    }

    private List<Lap> run(Load each) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        List<Lap> laps = new ArrayList<>();
        try {
            for (Variant variant : Variant.of(kind)) {
                entries.add(new Entry(each, variant, workers, capacity));
            }
            Random random = new Random(each.name().hashCode() + fork);
            for (int round = 1 - warmups; round <= rounds; round++) {
                Collections.shuffle(entries, random);
                for (Entry entry : entries) {
                    Lap lap = entry.run(Math.max(1, fork), round, seconds);
                    if (round > 0) {
                        laps.add(lap);
                    }
                }
            }
        } finally {
            entries.forEach(Entry::close);
        }
        return laps;
    }

    private void check(boolean fine, String rule) {
        if (!fine) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }
}
