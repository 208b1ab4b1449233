package dev.millrace.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("once")
class ScaleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldMeasureEveryAxis(@TempDir Path folder) throws IOException {
        Path csv = folder.resolve("scale.csv");
        Path picture = folder.resolve("scale.png");

        int code = run("--rounds=1", "--round-millis=2", "--most=16", "--csv=" + csv, "--picture=" + picture);

        assertThat(errors.toString()).isEmpty();
        assertThat(code).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).first().isEqualTo(Point.HEADER);
        assertThat(lines.stream().skip(1).map(line -> line.replaceAll("^(\\w+,\\d+),.*", "$1")))
                .containsExactly(
                        "workers,1",
                        "workers,2",
                        "workers,8",
                        "producers,1",
                        "producers,2",
                        "producers,4",
                        "producers,8",
                        "producers,16",
                        "capacity,1",
                        "capacity,16",
                        "keys,1",
                        "keys,10");
        assertThat(ImageIO.read(picture.toFile()).getWidth()).isGreaterThan(1_000);
        assertThat(out.toString()).contains("workers, of which most sleep", "keys of jobs in order");
    }

    /** A pool warns of a key that has most of the jobs. */
    @Test
    void shouldPrintNoWarningsBetweenItsRows() {
        Logger log = Logger.getLogger("dev.millrace.pool");
        List<String> told = new CopyOnWriteArrayList<>();
        Handler ear = new StreamHandler() {
            @Override
            public void publish(LogRecord entry) {
                told.add(entry.getMessage());
            }
        };
        log.addHandler(ear);
        try {
            assertThat(run("keys", "--rounds=1", "--round-millis=200", "--most=1"))
                    .isZero();
        } finally {
            log.removeHandler(ear);
        }

        assertThat(told).isEmpty();
        assertThat(log.getLevel()).isNull();
    }

    @Test
    void shouldPrintAModelOfMoreProcessors() {
        assertThat(run("--model", "--rounds=1", "--round-millis=20")).isZero();

        assertThat(errors.toString()).isEmpty();
        assertThat(out.toString())
                .contains(
                        "A MODEL of machines that are not here",
                        "held against this machine",
                        "batches of 32, one submitter")
                .containsPattern("(?m)^ +128 +100,000 +\\d+\\.\\d+ +\\d+%  ");
    }

    @Test
    void shouldKeepOtherwiseWhatThereIsNotMoreOf() {
        for (Axis axis : Axis.values()) {
            List<Axis.Shape> shapes =
                    axis.points(Integer.MAX_VALUE).stream().map(axis::shape).toList();

            assertThat(shapes).doesNotHaveDuplicates();
            assertThat(shapes.stream().map(Axis.Shape::workers).distinct().count())
                    .isEqualTo(axis == Axis.WORKERS ? shapes.size() : 1);
            assertThat(shapes.stream().map(Axis.Shape::keys).distinct().count())
                    .isEqualTo(axis == Axis.KEYS ? shapes.size() : 1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            height                | AXIS must be one of workers, producers, capacity, keys, was 'height'
            --rounds 0            | --rounds and --round-millis must be >= 1
            --most 0              | --most must be >= 1, was 0
            --csv /no/such/file   | --csv must be a file in a folder that exists, was '/no/such/file'
            --model keys          | --model prints a table and takes no AXIS, --csv or --picture
            --picture /no/such/p  | --picture must be a file in a folder that exists, was '/no/such/p'
            """)
    void shouldTellWrongUsage(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "scale";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all);
    }
}
