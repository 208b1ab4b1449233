package dev.millrace.cli.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that a run leaves in its report folder: {@code run.txt} as printed, {@code run.hgrm} and {@code run.hlog} for the tools
 * of HdrHistogram, {@code run.json} for programs.
 */
record RunFiles(Path folder) {
    private static final int TICKS_PER_HALF_DISTANCE = 5;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Makes the folder, so that a wrong one is known before the run. */
    static RunFiles in(Path folder) {
        try {
            return new RunFiles(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new InputException("cannot make the report folder " + folder + ": " + e);
        }
    }

    IntervalLog intervalLog(Header header) throws IOException {
        return new IntervalLog(folder.resolve("run.hlog"), header.toString());
    }

    void write(Outcome outcome) throws IOException {
        Files.writeString(folder.resolve("run.json"), JsonReport.of(outcome));
        try (PrintStream hgrm = stream("run.hgrm")) {
            outcome.measured()
                    .latencies()
                    .response()
                    .outputPercentileDistribution(hgrm, TICKS_PER_HALF_DISTANCE, NANOS_PER_MICRO);
        }
        try (PrintStream text = stream("run.txt")) {
            text.println(outcome.header());
            new TextReport(text, outcome).print();
        }
    }

    private PrintStream stream(String name) throws IOException {
        return new PrintStream(Files.newOutputStream(folder.resolve(name)), false, StandardCharsets.UTF_8);
    }
}
