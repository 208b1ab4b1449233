package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordsTest {
    private final CRC32C crc = new CRC32C();

    @TempDir
    private Path folder;

    @Test
    void shouldLayFilesEndToEndInTheOrderOfTheirNames() throws IOException {
        write("b", 200, 2);
        write("a/z", 100, 1);

        Records records = Records.read(folder);

        byte[] first = new byte[Records.SIZE];
        Arrays.fill(first, 0, 100, (byte) 1);
        Arrays.fill(first, 100, 256, (byte) 2);
        byte[] second = new byte[Records.SIZE];
        Arrays.fill(second, 0, 44, (byte) 2);
        assertThat(records.count()).isEqualTo(2);
        assertThat(records.checksum(0, crc)).isEqualTo(checksum(first));
        assertThat(records.checksum(1, crc)).isEqualTo(checksum(second));
    }

    @Test
    void shouldGoRoundAndRound() throws IOException {
        write("a", 700, 7);

        Records records = Records.read(folder);

        assertThat(records.count()).isEqualTo(3);
        assertThat(records.checksum(3_002, crc)).isEqualTo(records.checksum(2, crc));
    }

    @Test
    void shouldReadEveryClassFileOfTheJdkTheSameWayTwice() {
        Records once = Records.read(null);
        Records again = Records.read(null);

        assertThat(once.count()).isEqualTo(again.count()).isGreaterThan(10_000);
        assertThat(once).hasToString(again.toString());
        for (int number = 0; number < once.count(); number += 97) {
            assertThat(once.checksum(number, crc)).isEqualTo(again.checksum(number, crc));
        }
    }

    @Test
    void shouldRefuseAFolderWithoutBytes() throws IOException {
        write("empty", 0, 0);

        assertThatThrownBy(() -> Records.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessage("the input has no bytes: 1 files of " + folder);
    }

    private void write(String name, int length, int value) throws IOException {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private int checksum(byte[] bytes) {
        crc.reset();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
