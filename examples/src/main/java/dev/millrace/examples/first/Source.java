package dev.millrace.examples.first;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.examples.first.Fate.End;
import dev.millrace.examples.tool.LoopbackServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a file piece by piece, so that it notices within a piece or two that nobody listens any more. For one request. */
final class Source implements LoopbackServer.Handler {
    private static final int PIECE_MILLIS = 10;

    private final int status;
    private final int delayMillis;
    private final byte[] file;
    private final int pieceBytes;
    private final int end;
    /** Written by the server's thread, read by the reporter; the request comes before its end. */
    private volatile boolean asked;

    private final CompletableFuture<Fate> fate = new CompletableFuture<>();

    private Source(int status, int delayMillis, byte[] file, int pieceBytes, int end) {
        this.status = status;
        this.delayMillis = delayMillis;
        this.file = file;
        this.pieceBytes = pieceBytes;
        this.end = end;
    }

    /** Sends the file in about this time. */
    static Source sends(byte[] file, int millis) {
        return new Source(200, 0, file, pieceBytes(file, millis), file.length);
    }

    /** Sends half of the file in about half of this time, and hangs up. */
    static Source hangsUp(byte[] file, int millis) {
        return new Source(200, 0, file, pieceBytes(file, millis), file.length / 2);
    }

    /** Sends a byte now and then, for minutes. */
    static Source stalls(byte[] file) {
        return new Source(200, 0, file, 1, file.length);
    }

    /** Has no file, only a status. */
    static Source answers(int status, int delayMillis) {
        return new Source(status, delayMillis, new byte[0], 1, 0);
    }

    private static int pieceBytes(byte[] file, int millis) {
        return Math.max(1, file.length * PIECE_MILLIS / millis);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException, InterruptedException {
        asked = true;
        Thread.sleep(delayMillis);
        if (status != 200) {
            LoopbackServer.answer(exchange, status, "text/plain", "");
            ended(End.REFUSED, 0);
            return;
        }
        exchange.sendResponseHeaders(status, file.length);
        send(exchange.getResponseBody());
    }

    private void send(OutputStream body) throws InterruptedException {
        int sent = 0;
        try {
            while (sent < end) {
                Thread.sleep(PIECE_MILLIS);
                int piece = Math.min(pieceBytes, end - sent);
                body.write(file, sent, piece);
                body.flush();
                sent += piece;
            }
            ended(end < file.length ? End.HUNG_UP : End.SENT_ALL, sent);
        } catch (IOException nobodyListens) {
            ended(End.CUT, sent);
        }
    }

    private void ended(End how, int sent) {
        fate.complete(new Fate(how, sent, System.nanoTime()));
    }

    /** What became of it; waits if it still sends. */
    Fate fate(long patienceNanos) throws InterruptedException {
        if (!asked) {
            return new Fate(End.NEVER_ASKED, 0, System.nanoTime());
        }
        try {
            return fate.get(Math.max(0, patienceNanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new Fate(End.SENDS_ON, 0, System.nanoTime());
        }
    }
}
