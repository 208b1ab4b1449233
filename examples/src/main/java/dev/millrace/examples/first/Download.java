package dev.millrace.examples.first;

import dev.millrace.examples.tool.WebClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Takes a file from a mirror, and only the right one: its SHA-256 was known before. Thread-safe. */
final class Download {
    private static final int OK = 200;

    private final WebClient web;
    private final byte[] sha256;

    Download(WebClient web, byte[] file) {
        this.web = web;
        this.sha256 = sha256(file);
    }

    /**
     * The file.
     *
     * @throws IOException if the mirror has it not; names the mirror
     * @throws InterruptedException if it is not wanted any more; the connection is cut then
     */
    byte[] from(Mirror mirror) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer;
        try {
            answer = web.get(mirror.uri(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IOException(mirror.name() + ": " + e.getMessage(), e);
        }
        if (answer.statusCode() != OK) {
            throw new IOException(mirror.name() + ": status " + answer.statusCode());
        }
        if (!MessageDigest.isEqual(sha256, sha256(answer.body()))) {
            throw new IOException(mirror.name() + ": the SHA-256 is not the right one");
        }
        return answer.body();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
