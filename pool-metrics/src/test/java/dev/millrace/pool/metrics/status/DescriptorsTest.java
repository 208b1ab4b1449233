package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.metrics.report.ReportFormat;
import dev.millrace.pool.metrics.report.RunReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Pages that were closed, with connections open or not, and reports that were written and read leave no file descriptor. */
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final int ROUNDS = 20;

    @Test
    void ofPagesAndReportsAreClosed(@TempDir Path folder) throws IOException {
        use(folder.resolve("first"));
        long before = open();
        for (int round = 0; round < ROUNDS; round++) {
            use(folder.resolve("report-" + round));
        }
        // Others in this JVM may open one; a leak would be of one a round at least.
        await().atMost(Duration.ofSeconds(20)).until(() -> open() < before + ROUNDS / 2);
    }

    private static void use(Path reports) throws IOException {
        try (WorkerPool pool = WorkerPool.builder("descriptors").workers(1).build()) {
            pool.submit(() -> 1).outcome();
            lookAt(pool);
            RunReport.of(pool).writeTo(reports, "report", EnumSet.complementOf(EnumSet.of(ReportFormat.PNG)));
            assertThat(RunReport.read(reports)).isNotNull();
        }
    }

    /** The page is closed over a request that never ends. */
    private static void lookAt(WorkerPool pool) throws IOException {
        StatusPage page = StatusPage.open(pool, 0);
        assertThat(Raw.get(page.uri(), "/")).isNotEmpty();
        try (Raw held = new Raw(page.uri())) {
            held.send("GET / HTTP/1.1\r\n");
            page.close();
        }
    }

    private static long open() {
        try (Stream<Path> files = Files.list(OPEN)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
