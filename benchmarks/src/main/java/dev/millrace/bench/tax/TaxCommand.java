package dev.millrace.bench.tax;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;

import dev.millrace.bench.Weight;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import dev.millrace.tool.NewFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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
        PrintWriter out = spec.commandLine().getOut();
        out.println(lines(
                "Millrace " + Build.version(),
                Host.machine(),
                Host.java(),
                text("%s, %d rounds of %.2f s, %d before them, %d workers", kind, rounds, seconds, warmups, workers)));
        List<Lap> laps = new ArrayList<>();
        try (Carried carried = new Carried()) {
            for (Load each : loads) {
                laps.addAll(run(each));
            }
        }
        new Bill(laps, Variant.of(kind)).print(out);
        if (csv != null) {
            Files.write(
                    csv,
                    Stream.concat(Stream.of(Lap.HEADER), laps.stream().map(Lap::line))
                            .toList());
            out.println(System.lineSeparator() + "Raw results: " + csv);
        }
        out.flush();
        return 0;
    }

    private List<Lap> run(Load each) throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        List<Lap> laps = new ArrayList<>();
        try {
            for (Variant variant : Variant.of(kind)) {
                entries.add(new Entry(each, variant, workers, capacity));
            }
            Random random = new Random(each.name().hashCode());
            for (int round = 1 - warmups; round <= rounds; round++) {
                Collections.shuffle(entries, random);
                for (Entry entry : entries) {
                    Lap lap = entry.run(round, seconds);
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
