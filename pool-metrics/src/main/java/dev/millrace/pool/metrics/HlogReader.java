package dev.millrace.pool.metrics;

import dev.millrace.pool.LatencySampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Reads what {@link HlogLines} wrote. Used for one file by one thread. */
final class HlogReader {
    private static final Pattern POOL = Pattern.compile("#\\[Pool: ([A-Za-z0-9._-]{1,64}), recorded: 1 in (\\d+)]");
    private static final Pattern BASE_TIME = Pattern.compile("#\\[BaseTime: (\\d+\\.\\d+) .*]");
    private static final Pattern CLAMPED = Pattern.compile("#\\[Clamped: (\\d+)]");
    private static final Pattern INTERVAL =
            Pattern.compile("(?:Tag=([^,]*),)?(\\d+\\.\\d+),(\\d+\\.\\d+),\\d+\\.\\d+,([A-Za-z0-9+/=]+)");

    private final List<LatencyReport> reports = new ArrayList<>();
    private final Map<LatencySeries, LatencyDistribution> series = new EnumMap<>(LatencySeries.class);
    private @Nullable String pool;
    private LatencySampling sampling = LatencySampling.OFF;
    private long baseMillis;
    private long clamped;

    private HlogReader() {}

    static List<LatencyReport> read(Path file) throws IOException {
        HlogReader reader = new HlogReader();
        // Latin-1 takes any byte: a binary file fails below, with a sentence.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int number = 0;
            String next = lines.readLine();
            while (next != null) {
                String line = next;
                number++;
                next = lines.readLine();
                try {
                    reader.accept(line);
                } catch (RuntimeException | DataFormatException e) {
                    if (next != null || reader.pool == null) {
                        throw new IOException(
                                file + ", line " + number + ": not the latency log of a pool: " + whatIsWrong(e), e);
                    }
                    // The last line of a log whose writer was killed.
                }
            }
        }
        if (reader.pool == null) {
            throw new IOException(file + ": not the latency log of a pool: it is empty or has no line that names one");
        }
        return List.copyOf(reader.reports);
    }

    private static String whatIsWrong(Exception e) {
        // What reads histograms has no words for most of its errors, or those of the JDK's buffers.
        return e.getMessage() == null || e instanceof DataFormatException || e instanceof IndexOutOfBoundsException
                ? "a histogram is cut off or damaged"
                : e.getMessage();
    }

    private void accept(String line) throws DataFormatException {
        if (line.startsWith("#")) {
            acceptComment(line);
        } else if (!line.startsWith("\"") && !line.isBlank()) {
            acceptInterval(line);
        }
    }

    private void acceptComment(String line) {
        Matcher head = POOL.matcher(line);
        Matcher baseTime = BASE_TIME.matcher(line);
        Matcher clamps = CLAMPED.matcher(line);
        if (head.matches()) {
            pool = head.group(1);
            sampling = new LatencySampling(Integer.parseInt(head.group(2)));
        } else if (baseTime.matches()) {
            baseMillis = millis(baseTime.group(1));
        } else if (clamps.matches()) {
            clamped = Long.parseLong(clamps.group(1));
        }
    }

    private void acceptInterval(String line) throws DataFormatException {
        Matcher parts = INTERVAL.matcher(line);
        if (pool == null || !parts.matches()) {
            throw new IllegalArgumentException(pool == null ? "no line before it names a pool" : "malformed interval");
        }
        LatencySeries which = seriesOf(parts.group(1));
        if (series.isEmpty() != (which == LatencySeries.TOTAL)) {
            throw new IllegalArgumentException("an interval must begin with its untagged line, and have one");
        }
        byte[] payload = Base64.getDecoder().decode(parts.group(4));
        series.put(
                which, LatencyDistribution.of(Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(payload), 0)));
        if (series.size() == LatencySeries.values().length) {
            long from = baseMillis + millis(parts.group(2));
            LatencyReport interval =
                    new LatencyReport(pool, sampling, from, from + millis(parts.group(3)), clamped, series);
            interval.check();
            reports.add(interval);
            series.clear();
            clamped = 0;
        }
    }

    private static LatencySeries seriesOf(@Nullable String tag) {
        if (tag == null) {
            return LatencySeries.TOTAL;
        }
        for (LatencySeries each : LatencySeries.values()) {
            if (each.label().equals(tag)) {
                return each;
            }
        }
        throw new IllegalArgumentException("unknown tag " + tag);
    }

    private static long millis(String seconds) {
        return Math.round(Double.parseDouble(seconds) * 1000);
    }
}
