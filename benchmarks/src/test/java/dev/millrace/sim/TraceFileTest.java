package dev.millrace.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("shop.csv"), text);
    }

    @Test
    void shouldReadJobs() throws IOException {
        Trace trace = TraceFile.read(
                file("# recorded\narrival_nanos,service_nanos\n1000,5\n\n2000, 7\n2000,9\n2000001000,1\n"));

        assertThat(trace.name()).isEqualTo("shop");
        assertThat(trace.arrivals()).containsExactly(0, 1_000, 1_000, 2_000_000_000);
        assertThat(trace.services()).containsExactly(5, 7, 9, 1);
        assertThat(trace.endNanos()).isEqualTo(3_000_000_000L);
        assertThat(trace.course().meanNanos(0)).isEqualTo(7);
        assertThat(trace.course().perSecond(1_000_000_000)).isZero();
        assertThat(trace.course().meanNanos(1_000_000_000)).isZero();
        assertThat(trace.course().perSecond(2_000_000_000)).isCloseTo(2, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,2                                 | shop.csv:1: the first line must be "arrival_nanos,service_nanos", was "1,2"
            arrival_nanos,service_nanos         | shop.csv: a trace must have at least one job
            arrival_nanos,service_nanos;1       | shop.csv:2: a line must have two columns, was "1"
            arrival_nanos,service_nanos;1,x     | shop.csv:2: both columns must be whole numbers, was "1,x"
            arrival_nanos,service_nanos;1,0     | shop.csv:2: service_nanos must be >= 1, was "1,0"
            arrival_nanos,service_nanos;2,1;1,1 | shop.csv:3: arrivals must be ascending, was "1,1"
            """)
    void shouldNameTheBrokenRule(String lines, String message) throws IOException {
        Path file = file(lines.replace(';', '\n'));
        assertThatIOException().isThrownBy(() -> TraceFile.read(file)).withMessage(folder + "/" + message);
    }
}
