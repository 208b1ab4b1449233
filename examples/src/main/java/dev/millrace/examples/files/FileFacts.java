package dev.millrace.examples.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file holds.
 *
 * @param bytes its size, as it was read
 * @param lines how many of its bytes end a line
 * @param words runs of bytes above the space
 * @param sha256 the digest in hexadecimal
 */
record FileFacts(long bytes, long lines, long words, String sha256) {
    private static final int BUFFER = 1 << 16;

    /** Reads a file to its end, once. */
    static FileFacts of(Path file) throws IOException {
        MessageDigest digest = newDigest();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        long lines = 0;
        long words = 0;
        boolean inWord = false;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
                for (int i = 0; i < n; i++) {
                    boolean wordByte = (buffer[i] & 0xff) > ' ';
                    words += wordByte && !inWord ? 1 : 0;
                    lines += buffer[i] == '\n' ? 1 : 0;
                    inWord = wordByte;
                }
            }
        }
        return new FileFacts(bytes, lines, words, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
