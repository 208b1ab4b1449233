package dev.millrace.pool.metrics.status;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One connection: one request, one answer. Confined to its thread.
 *
 * @param socket closed by who called
 * @param hosts by which names the page may be asked for
 * @param site who answers
 * @param deadlines cuts it off when it takes too long
 * @param streams a permit for each stream of events
 */
record Connection(Socket socket, Hosts hosts, Site site, Deadlines deadlines, Semaphore streams) {
    /** From the connection to the end of the request's head. */
    static final long MOST_READ_MILLIS = 2_000;
    /** From there to the end of the answer; for each event of a stream. */
    static final long MOST_WRITE_MILLIS = 5_000;

    private static final int BUFFER = 1024;
    /** What is read of a body, or of a head that is too long, so that the answer is not lost with the connection. */
    private static final int MOST_IGNORED_BYTES = 64 * 1024;

    private static final Reply.Body FULL =
            Reply.Body.text(503, "there are " + Server.MOST_STREAMS + " streams of events already");

    void serve() {
        try {
            Reply.Events events = answer();
            if (events != null) {
                stream(events.subject());
            }
        } catch (IOException e) {
            // The other side has gone, or its time was up.
        } catch (InterruptedException e) {
            // The page is closed; the thread ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Answers, unless it is to be a stream. */
    private Reply.@Nullable Events answer() throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        boolean withBody = true;
        Reply reply;
        try {
            Request request = read(in);
            if (request == null) {
                return null;
            }
            withBody = !request.isHead();
            request.check(hosts);
            reply = site.reply(request.path());
        } catch (Refusal e) {
            reply = e.body();
        }
        if (reply instanceof Reply.Events events && withBody) {
            return events;
        }
        Deadlines.Limit limit = deadlines.cutAfter(socket, MOST_WRITE_MILLIS);
        try (limit) {
            if (reply instanceof Reply.Body body) {
                write(body, withBody);
            } else {
                socket.getOutputStream().write(Headers.ofEvents());
            }
            leave(in);
            return null;
        }
    }

    private @Nullable Request read(InputStream in) throws IOException, Refusal {
        Deadlines.Limit limit = deadlines.cutAfter(socket, MOST_READ_MILLIS);
        try (limit) {
            return Request.read(in);
        }
    }

    private void write(Reply.Body body, boolean withBody) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(Headers.of(body));
        if (withBody) {
            out.write(body.bytes());
        }
    }

    /** Hangs up when the other side has, or after a while: closed with something unread, a socket throws away what it has sent. */
    private void leave(InputStream in) throws IOException {
        socket.shutdownOutput();
        long ignored = 0;
        byte[] buffer = new byte[BUFFER];
        for (int read = 0; read >= 0 && ignored < MOST_IGNORED_BYTES; ignored += Math.max(0, read)) {
            read = in.read(buffer);
        }
    }

    private void stream(Subject subject) throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        if (!streams.tryAcquire()) {
            send(Headers.of(FULL));
            send(FULL.bytes());
            return;
        }
        try {
            send(Headers.ofEvents());
            for (long seen = -1; ; ) {
                seen = subject.awaitTick(seen);
                send(("data: " + subject.now() + "\n\n").getBytes(StandardCharsets.UTF_8));
            }
        } finally {
            streams.release();
        }
    }

    private void send(byte[] bytes) throws IOException {
        Deadlines.Limit limit = deadlines.cutAfter(socket, MOST_WRITE_MILLIS);
        try (limit) {
            socket.getOutputStream().write(bytes);
        }
    }
}
