package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.LatencySampling;
import dev.millrace.pool.WorkerPool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
    private static final long START_MILLIS = 1_700_000_000_123L;

    private final AtomicLong nanos = new AtomicLong();
    private final HdrLatencyRecorder recorder =
            new HdrLatencyRecorder(Pools.config("orders", LatencySampling.EXACT), START_MILLIS, nanos::get);
    private final WorkerPool pool = Pools.with(recorder);
    private final LatencyRecorder.Writer writer = recorder.writer(0);

    @TempDir
    Path folder;

    @Test
    void shouldWriteAnIntervalATickAndOneAtClose() throws Exception {
        Path file = folder.resolve("orders.hlog");
        writeThreeIntervals(file);

        List<LatencyReport> intervals = LatencyReport.readHlog(file);
        assertThat(intervals)
                .extracting(each -> each.series(LatencySeries.RUN).count())
                .containsExactly(2L, 0L, 1L);
        assertThat(intervals).extracting(LatencyReport::clamped).containsExactly(1L, 0L, 1L);
        assertThat(intervals)
                .extracting(each -> each.to().toEpochMilli() - START_MILLIS)
                .containsExactly(1_000L, 2_001L, 2_501L);
        assertThat(intervals.get(0).from()).isEqualTo(Instant.ofEpochMilli(START_MILLIS));
        assertThat(intervals.get(2).from()).isEqualTo(intervals.get(1).to());
        assertThat(LatencyReport.combined(intervals).text())
                .isEqualTo(recorder.report().text());
    }

    @Test
    void shouldBeReadByTheToolsOfHdrHistogram() throws Exception {
        Path file = folder.resolve("orders.hlog");
        writeThreeIntervals(file);

        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            int lines = 0;
            for (EncodableHistogram next = reader.nextIntervalHistogram();
                    next != null;
                    next = reader.nextIntervalHistogram()) {
                lines++;
            }
            assertThat(lines).isEqualTo(9);
        }
        assertThat(LatencyReportTest.processed(file))
                .anyMatch(line -> line.matches("#\\[Max     = .*, Total count    = +3]"));
    }

    @Test
    void shouldShowEachTickInTheFileAtOnce() throws IOException {
        Path file = folder.resolve("orders.hlog");
        try (LatencyLog log = LatencyLog.open(file, pool)) {
            writer.record(1, 1);
            log.tick();
            assertThat(LatencyReport.readHlog(file)).hasSize(1);
        }
    }

    @Test
    void shouldRefuseATickAfterClose() throws IOException {
        Path file = folder.resolve("orders.hlog");
        LatencyLog log = LatencyLog.open(file, pool);
        log.close();
        log.close();

        assertThatThrownBy(log::tick).isInstanceOf(IllegalStateException.class).hasMessage("the latency log is closed");
        assertThat(LatencyReport.readHlog(file)).hasSize(1);
    }

    @Test
    void shouldSayWhyItCannotBeOpened() {
        assertThatThrownBy(() -> LatencyLog.open(folder, pool))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it is a directory");
        assertThatThrownBy(() -> LatencyLog.open(folder.resolve("a/b"), pool))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist");
        Path file = folder.resolve("orders.hlog");
        assertThatThrownBy(() -> LatencyLog.open(file, Pools.with((LatencyRecorder) null)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("records no latency");
        assertThat(file).doesNotExist();
    }

    private void writeThreeIntervals(Path file) throws IOException {
        writer.record(1_000, -1);
        try (LatencyLog log = LatencyLog.open(file, pool)) {
            writer.record(2_000, 10_000_000);
            pass(1_000);
            log.tick();
            pass(1_001);
            log.tick();
            writer.record(3_000, -1);
            writer.close();
            pass(500);
        }
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
