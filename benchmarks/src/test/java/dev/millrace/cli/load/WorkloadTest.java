package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {
    private static final int JOBS = 5_000;

    private Workload workload;

    @BeforeEach
    void readSomething(@TempDir Path folder) throws IOException {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        Files.write(folder.resolve("input"), bytes);
        workload = new Workload(Records.read(folder), new Skew(0.1, 5), Ledger.of(JOBS), new Tallies());
    }

    @Test
    void shouldAddUpToTheSequentialChecksumInAnyOrder() {
        long combined = IntStream.range(0, JOBS)
                .parallel()
                .mapToLong(job -> workload.compute(job, new CRC32C()))
                .sum();

        assertThat(combined).isEqualTo(workload.expectedChecksum(JOBS));
    }

    @Test
    void shouldNoticeTwoJobsThatDidEachOthersWork() {
        CRC32C crc = new CRC32C();
        int first = workload.records().checksum(1, crc);
        int second = workload.records().checksum(2, crc);

        assertThat(Workload.contribution(1, second) + Workload.contribution(2, first))
                .isNotEqualTo(Workload.contribution(1, first) + Workload.contribution(2, second));
    }
}
