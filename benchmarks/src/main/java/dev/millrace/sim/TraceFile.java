package dev.millrace.sim;

import static dev.millrace.tool.Format.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A recorded trace: a text file of two columns. Its first line is {@value #HEADER}; each other line is one job: when it arrived, in nanoseconds since the first line's or any other fixed moment, ascending, and how long it ran, at least 1 ns. Empty
 * lines and lines that begin with {@code #} are skipped.
 */
public final class TraceFile {
    /** The first line. */
    public static final String HEADER = "arrival_nanos,service_nanos";

    private static final long SECOND = 1_000_000_000L;

    private TraceFile() {}

    /**
     * Reads a trace. Its jobs wait, most of the time, for others, not for processors.
     *
     * @throws IOException if it cannot be read, or breaks the format; the message names file, line and rule
     */
    public static Trace read(Path file) throws IOException {
        List<long[]> jobs = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            boolean headed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (headed) {
                    jobs.add(job(file, number, line, jobs));
                } else if (line.strip().toLowerCase(Locale.ROOT).equals(HEADER)) {
                    headed = true;
                } else {
                    throw broken(file, number, "the first line must be \"" + HEADER + "\"", line);
                }
            }
        }
        if (jobs.isEmpty()) {
            throw new IOException(file + ": a trace must have at least one job");
        }
        return trace(file, jobs);
    }

    private static long[] job(Path file, int number, String line, List<long[]> before) throws IOException {
        String[] columns = line.strip().split("\\s*,\\s*", -1);
        if (columns.length != 2) {
            throw broken(file, number, "a line must have two columns", line);
        }
        long arrival;
        long service;
        try {
            arrival = Long.parseLong(columns[0]);
            service = Long.parseLong(columns[1]);
        } catch (NumberFormatException e) {
            throw broken(file, number, "both columns must be whole numbers", line);
        }
        if (service < 1) {
            throw broken(file, number, "service_nanos must be >= 1", line);
        }
        if (!before.isEmpty() && arrival < before.get(before.size() - 1)[0]) {
            throw broken(file, number, "arrivals must be ascending", line);
        }
        return new long[] {arrival, service};
    }

    private static IOException broken(Path file, int number, String rule, String line) {
        String shown = line.length() <= 60 ? line : line.substring(0, 60) + "...";
        return new IOException(text("%s:%d: %s, was \"%s\"", file, number, rule, shown));
    }

    private static Trace trace(Path file, List<long[]> jobs) {
        long first = jobs.get(0)[0];
        long[] arrivals = jobs.stream().mapToLong(job -> job[0] - first).toArray();
        long[] services = jobs.stream().mapToLong(job -> job[1]).toArray();
        long end = (arrivals[arrivals.length - 1] / SECOND + 1) * SECOND;
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
        return new Trace(
                name,
                arrivals,
                services,
                Traces.WAITING,
                new RecordedCourse(arrivals, services),
                () -> Sensors.TRUE,
                end);
    }
}
