package dev.millrace.bench.fan;

import static dev.millrace.tool.Format.lines;
import static dev.millrace.tool.Format.text;
import static java.util.Objects.requireNonNull;

import dev.millrace.bench.Samples;
import dev.millrace.tool.Build;
import dev.millrace.tool.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fan-outs}. */
@Command(
        name = "fan-outs",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Compares fan-outs with other ways to write them: short rounds of all of them in random order.",
            "",
            "map: a collection of 10,000 inputs. nested: jobs that fork jobs and wait for them. keyed: jobs in order by key"
                    + " beside jobs without keys. Each round checks its answer."
        },
        mixinStandardHelpOptions = true)
public final class FanOutsCommand implements Callable<Integer> {
    private static final long ROUND_NANOS = 50_000_000;

    @Option(names = "--rounds", defaultValue = "15", description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--warmups", defaultValue = "15", description = "Rounds before them. Default: ${DEFAULT-VALUE}.")
    private int warmups;

    @Option(names = "--workers", defaultValue = "2", description = "Workers of each. Default: ${DEFAULT-VALUE}.")
    private int workers;

    @Option(names = "--scenario", defaultValue = "", description = "Only those whose name contains this.")
    private String scenario = "";

    @Option(names = "--csv", description = "File for the raw results, a line a round. Default: none.")
    private @Nullable Path csv;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || warmups < 0 || workers < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds and --workers must be >= 1, --warmups >= 0");
        }
        List<Contest> contests = Contests.all(workers).stream()
                .filter(contest -> contest.name().contains(scenario))
                .toList();
        if (contests.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--scenario must be part of a scenario's name, was '" + scenario + "'");
        }
        System.out.println(lines("Millrace " + Build.version(), Host.machine(), Host.java()));
        List<String> raw = new ArrayList<>(List.of("scenario,rival,round,jobs,nanos"));
        for (Contest contest : contests) {
            print(contest, run(contest, raw));
        }
        write(raw);
        return 0;
    }

    private Map<String, List<Double>> run(Contest contest, List<String> raw) throws Exception {
        Map<String, Rival> rivals = new LinkedHashMap<>();
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (Map.Entry<String, Supplier<Rival>> each : contest.rivals().entrySet()) {
            rivals.put(each.getKey(), each.getValue().get());
            rates.put(each.getKey(), new ArrayList<>());
        }
        List<String> order = new ArrayList<>(rivals.keySet());
        Random random = new Random(contest.name().hashCode());
        for (int round = 1 - warmups; round <= rounds; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                long[] done = timed(requireNonNull(rivals.get(name)), contest.jobs());
                if (round > 0) {
                    requireNonNull(rates.get(name)).add(done[0] * 1e3 / done[1]);
                    raw.add(text("%s,%s,%d,%d,%d", contest.name(), name, round, done[0], done[1]));
                }
            }
        }
        rivals.values().forEach(Rival::close);
        return rates;
    }

    /** So often that it takes a while: jobs and nanoseconds. */
    private static long[] timed(Rival rival, long jobs) throws Exception {
        long begin = System.nanoTime();
        long done = 0;
        long nanos;
        do {
            rival.round();
            done += jobs;
            nanos = System.nanoTime() - begin;
        } while (nanos < ROUND_NANOS);
        return new long[] {done, nanos};
    }

    private static void print(Contest contest, Map<String, List<Double>> rates) {
        System.out.println(text("%n%-24s %10s %19s   %s", contest.name(), "M jobs/s", "middle 80 %", "millrace is"));
        Samples ours = samples(requireNonNull(rates.get(contest.ours())));
        rates.forEach((name, values) -> {
            Samples theirs = samples(values);
            Samples.Ratio ratio = ours.to(theirs);
            System.out.println(text(
                    "%-24s %10.3f %9.3f-%9.3f   %s",
                    name,
                    theirs.median(),
                    theirs.quantile(0.1),
                    theirs.quantile(0.9),
                    name.equals(contest.ours())
                            ? ""
                            : text("%.2f x [%.2f, %.2f]", ratio.middle(), ratio.low(), ratio.high())));
        });
    }

    private static Samples samples(List<Double> values) {
        return Samples.of(values.stream().mapToDouble(Double::doubleValue));
    }

    private void write(List<String> raw) throws IOException {
        if (csv != null) {
            Files.write(csv, raw);
            System.out.println(System.lineSeparator() + "Raw results: " + csv);
        }
    }
}
