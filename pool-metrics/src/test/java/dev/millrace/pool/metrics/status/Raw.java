package dev.millrace.pool.metrics.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Speaks to a server in bytes: also in such that no client would send. */
final class Raw implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;

    Raw(URI page) throws IOException {
        socket = new Socket(page.getHost().replaceAll("[\\[\\]]", ""), page.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** What comes back on these lines and an empty one. */
    static String ask(URI page, String... lines) throws IOException {
        try (Raw raw = new Raw(page)) {
            return raw.send(String.join("\r\n", lines) + "\r\n\r\n").rest();
        }
    }

    /** The body that comes back on a good request. */
    static String get(URI page, String path) throws IOException {
        String answer = ask(page, "GET " + path + " HTTP/1.1", "Host: localhost");
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(answer);
        }
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    Raw send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** All that comes until the other side hangs up. */
    String rest() throws IOException {
        return read(Integer.MAX_VALUE);
    }

    String read(int most) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8 * 1024];
        try {
            for (int read = 0;
                    read >= 0 && bytes.size() < most;
                    read = in.read(buffer, 0, Math.min(buffer.length, most - bytes.size()))) {
                bytes.write(buffer, 0, read);
            }
        } catch (SocketException e) {
            // Hung up on with something unread: what came before counts.
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Reads until this has come. */
    String until(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            String next = read(1);
            if (next.isEmpty()) {
                throw new IOException("ended with " + read);
            }
            read.append(next);
        }
        return read.toString();
    }

    /** Whether the other side has hung up; waits for it. */
    boolean ends() throws IOException {
        rest();
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
