package dev.millrace.cli.load;

import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The input, laid end to end and cut into records of 256 bytes; the last one is filled up with zeros. Immutable. */
final class Records {
    static final int SIZE = 256;
    /** Enough to be far beyond any cache, and small enough for the launcher's heap. */
    private static final int MOST_BYTES = 256 << 20;

    private final byte[] bytes;
    private final String description;

    private Records(byte[] bytes, String description) {
        this.bytes = bytes;
        this.description = description;
    }

    /**
     * Reads the folder's files, or the JDK's class files if none is given.
     *
     * @throws InputException if there is nothing to read or a file cannot be read
     */
    static Records read(@Nullable Path folder) {
        InputFiles input = InputFiles.in(folder);
        int length = (int) input.size(MOST_BYTES);
        if (length == 0) {
            throw new InputException("the input has no bytes: " + input.files().size() + " " + input.description());
        }
        byte[] bytes = new byte[(length + SIZE - 1) / SIZE * SIZE];
        int used = input.readInto(bytes, length);
        return new Records(bytes, describe(input, used, length, bytes.length / SIZE));
    }

    private static String describe(InputFiles input, int used, int length, int records) {
        String limited =
                length == MOST_BYTES ? String.format(Locale.ROOT, ", limited to the first %,d bytes", MOST_BYTES) : "";
        return String.format(
                Locale.ROOT,
                "%,d %s, %,d bytes, %,d records of %d bytes%s",
                used,
                input.description(),
                length,
                records,
                SIZE,
                limited);
    }

    int count() {
        return bytes.length / SIZE;
    }

    /** CRC-32C of the record with this number, counted round and round. */
    int checksum(int number, CRC32C crc) {
        crc.reset();
        crc.update(bytes, number % count() * SIZE, SIZE);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return description;
    }
}
