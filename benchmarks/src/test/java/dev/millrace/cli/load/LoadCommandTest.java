package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.cli.Millrace;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.LatencyReport;
import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LoadCommandTest {
    private static final String COUNTS_OF_1200 =
            "completed=1200 failed=0 cancelled=0 expired=0 dropped=0 rejected=0 callerRan=0";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private final List<String> arguments = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeInput() throws IOException {
        Path input = Files.createDirectory(folder.resolve("input"));
        Files.writeString(input.resolve("text"), "All work and no play. ".repeat(1_000));
        arguments.addAll(
                List.of("--input", input.toString(), "--rate", "10000", "--seconds", "0.1", "--warmup", "0.02"));
    }

    @Test
    void shouldVerifyAGoodRun() {
        assertThat(run(options -> new ExecutorPool(2, options.capacity()).asPool()))
                .isZero();

        assertThat(lastLine())
                .isEqualTo("accepted=1200 " + COUNTS_OF_1200 + " returned=0 lost=0 duplicated=0 verified=true");
        assertThat(text()).contains("response", "late send", "a million jobs", "jobs through lanes", "Schedule  ");
    }

    @Test
    void shouldVerifyARunOfSingles() {
        assertThat(run(options -> new ExecutorPool(2, options.capacity()).asPool(), "--batch", "1", "--skew", "0.1:10"))
                .isZero();

        assertThat(lastLine()).startsWith("accepted=1200 ").endsWith(" lost=0 duplicated=0 verified=true");
    }

    @Test
    void shouldVerifyTheRealPool() {
        assertThat(run(LoadCommand::pool)).isZero();

        assertThat(lastLine())
                .isEqualTo("accepted=1200 " + COUNTS_OF_1200 + " returned=0 lost=0 duplicated=0 verified=true");
    }

    @Test
    void shouldFailWhenAJobIsLost() {
        assertThat(run(options -> new OddPool(0).asPool())).isEqualTo(1);

        assertThat(lastLine()).endsWith("returned=0 lost=1 duplicated=0 verified=false");
        assertThat(text()).contains("WRONG     1 accepted jobs were neither run nor handed back");
    }

    @Test
    void shouldFailWhenAJobIsDoubled() {
        assertThat(run(options -> new OddPool(2).asPool())).isEqualTo(1);

        assertThat(lastLine()).endsWith("returned=0 lost=0 duplicated=1 verified=false");
    }

    @Test
    void shouldWriteReportsThatToolsCanRead() throws IOException {
        Path report = folder.resolve("new/report");

        assertThat(run(options -> new ExecutorPool(2, options.capacity()).asPool(), "--report", report.toString()))
                .isZero();

        assertThat(report.resolve("run.txt"))
                .content()
                .contains("Machine   ")
                .endsWith(lastLine() + System.lineSeparator());
        assertThat(report.resolve("run.hgrm"))
                .content()
                .contains("1/(1-Percentile)")
                .contains("#[Mean");
        assertThat(report.resolve("run.json")).content().contains("\"verified\":true", "\"p99.99\":", "\"achieved\":");
        assertThat(report.resolve("run.html"))
                .content()
                .contains("data-series=\"total\" data-row=\"count\" data-value=\"1000\"")
                .contains("avoided: jobs are sent on a schedule")
                .contains("the first 0.02 s, 200 jobs, as the warm-up")
                .contains("data-count=\"accepted\">1,000<");
        assertThat(report.resolve("run.png")).isNotEmptyFile();
        assertThat(text()).contains("Report    " + report.resolve("run.html"));
        assertThat(countIn(report.resolve("run.hlog"), null)).isEqualTo(1_000);
        assertThat(countIn(report.resolve("run.hlog"), "wait")).isEqualTo(1_000);
        assertThat(countIn(report.resolve("run.hlog"), "run")).isEqualTo(1_000);
    }

    @Test
    void shouldReportWhatItPrints() throws IOException {
        Path report = folder.resolve("report");

        assertThat(run(LoadCommand::pool, "--report", report.toString())).isZero();

        LatencyReport read = RunReport.read(report).latency();
        for (double percent : new double[] {50, 90, 99, 99.9, 99.99}) {
            long nanos = read.series(LatencySeries.TOTAL).percentile(percent);
            assertThat(text().lines().filter(line -> line.startsWith("  response")))
                    .as("p%s is %d ns", percent, nanos)
                    .anyMatch(line -> line.contains(String.format(Locale.ROOT, " %,.2f", nanos / 1e3)));
        }
        assertThat(LatencyReport.combined(LatencyReport.readHlog(report.resolve("run.hlog")))
                        .text())
                .isEqualTo(read.text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --rate     | 0           | --rate must be 1 to 100,000,000 jobs a second, was 0
            --rate     | many        | Invalid value for option '--rate': must be a whole number up to 2,147,483,647, was 'many'
            --seconds  | 0           | --seconds must be 0.1 to 86,400, was 0.0
            --seconds  | x           | Invalid value for option '--seconds': must be a number, was 'x'
            --seconds  | 86400       | --rate x (--seconds + --warmup) must be at most 2,000,000,000 jobs, was 86,402,000,000
            --warmup   | -1          | --warmup must be 0 to 86,400, was -1.0
            --workers  | 0:2         | --workers must be MIN:MAX with 1 <= MIN <= MAX <= 32767, was 0:2
            --workers  | 3:2         | --workers must be MIN:MAX with 1 <= MIN <= MAX <= 32767, was 3:2
            --workers  | 1:2:3       | Invalid value for option '--workers': must be MIN:MAX or N in whole numbers, was '1:2:3'
            --capacity | 0           | --capacity must be 1 to 1,073,741,824, was 0
            --batch    | 70000       | --batch must be 1 to --capacity (65,536), was 70,000
            --dispatch | round-robin | must be cooperative, dedicated or dedicated:N with N >= 1, was 'round-robin'
            --dispatch | dedicated:0 | must be cooperative, dedicated or dedicated:N with N >= 1, was 'dedicated:0'
            --dispatch | dedicated:9 | --dispatch dedicated:N must have N <= MAX of --workers (4), was dedicated:9
            --skew     | 2:10        | --skew must be SHARE:FACTOR with 0 <= SHARE <= 1 and 1 <= FACTOR <= 1,000,000, was 2.0:10
            --skew     | much        | Invalid value for option '--skew': must be SHARE:FACTOR such as 0.005:100, was 'much'
            --input    | /no/such    | --input must be a folder that exists, was '/no/such'
            --status   | 70000       | --status must be 0 to 65,535, was 70,000
            --status   | -1          | --status must be 0 to 65,535, was -1
            --status   | x           | Invalid value for option '--status': must be a whole number up to 2,147,483,647, was 'x'
            --colour   | red         | Unknown options: '--colour', 'red'
            """)
    void shouldTellWhatIsWrongWithAnOption(String option, String value, String message) {
        arguments.clear();
        if (!option.equals("--workers")) {
            arguments.addAll(List.of("--workers", "1:4"));
        }

        assertThat(run(
                        options -> {
                            throw new AssertionError("a pool was built");
                        },
                        option,
                        value))
                .isEqualTo(2);
        assertThat(errors.toString()).contains(message).contains("--help' tells more");
    }

    @Test
    void shouldServeAPageWhileItRuns() throws Exception {
        CompletableFuture<String> seen = CompletableFuture.supplyAsync(this::look);

        assertThat(run(LoadCommand::pool, "--status", "0", "--seconds", "3")).isZero();

        assertThat(seen.get()).contains("\"pool\":\"load\"", "\"state\":\"RUNNING\"");
        assertThat(text().lines().filter(line -> line.startsWith("Watch it at http://127.0.0.1:")))
                .hasSize(1);
        assertThat(lastLine()).endsWith(" lost=0 duplicated=0 verified=true");
        assertThat(catchThrowable(() -> fetch(address()))).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldNameAPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(LoadCommand::pool, "--status", String.valueOf(taken.getLocalPort())))
                    .isEqualTo(2);

            assertThat(errors.toString())
                    .contains("cannot open the status page at 127.0.0.1:" + taken.getLocalPort()
                            + ": Address already in use");
        }
    }

    private String look() {
        try {
            while (!text().contains("/" + System.lineSeparator())) {
                Thread.onSpinWait();
            }
            return fetch(address());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI address() {
        return text().lines()
                .filter(line -> line.startsWith("Watch it at "))
                .map(line -> URI.create(line.substring("Watch it at ".length()) + "pool.json"))
                .findFirst()
                .orElseThrow();
    }

    private static String fetch(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        assertThat(run(options -> new ExecutorPool(1, 1).asPool(), "--rate", "0", "--capacity", "0"))
                .isEqualTo(2);

        assertThat(errors.toString()).contains("--rate must be", "--capacity must be", "--batch must be");
    }

    /** Runs its hundredth job as often as told. */
    private static final class OddPool extends ExecutorPool {
        private final AtomicInteger number = new AtomicInteger();
        private final int times;

        OddPool(int times) {
            super(2, 1_000);
            this.times = times;
        }

        @Override
        protected void perform(Runnable job) {
            int runs = number.incrementAndGet() == 100 ? times : 1;
            for (int run = 0; run < runs; run++) {
                job.run();
            }
        }
    }

    private int run(Function<LoadOptions, WorkerPool> pools, String... more) {
        arguments.addAll(List.of(more));
        return command(pools).execute(arguments.toArray(String[]::new));
    }

    private CommandLine command(Function<LoadOptions, WorkerPool> pools) {
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
        return Millrace.configured(new CommandLine(new LoadCommand(console, pools)))
                .setErr(new PrintWriter(errors, true))
                .setOverwrittenOptionsAllowed(true);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String lastLine() {
        return text().lines().reduce((before, line) -> line).orElse("");
    }

    private static long countIn(Path log, String tag) throws IOException {
        long count = 0;
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            for (EncodableHistogram histogram = reader.nextIntervalHistogram();
                    histogram != null;
                    histogram = reader.nextIntervalHistogram()) {
                if (Objects.equals(tag, histogram.getTag())) {
                    count += ((AbstractHistogram) histogram).getTotalCount();
                }
            }
        }
        return count;
    }
}
