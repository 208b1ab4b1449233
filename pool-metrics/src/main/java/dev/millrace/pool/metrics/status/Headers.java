package dev.millrace.pool.metrics.status;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The head of an answer. Every answer has the same strict headers, and ends its connection. */
final class Headers {
    private static final Map<Integer, String> REASONS = Map.of(
            200, "OK",
            400, "Bad Request",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            431, "Request Header Fields Too Large",
            500, "Internal Server Error",
            503, "Service Unavailable");

    /** Nothing but the page's own files, and no script that was not one of them; nobody may frame it, or have it load anything. */
    private static final String STRICT = String.join(
            "\r\n",
            "Connection: close",
            "Cache-Control: no-store",
            "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'",
            "Cross-Origin-Opener-Policy: same-origin",
            "Cross-Origin-Resource-Policy: same-origin",
            "Permissions-Policy: camera=(), geolocation=(), microphone=()",
            "Referrer-Policy: no-referrer",
            "X-Content-Type-Options: nosniff",
            "X-Frame-Options: DENY");

    private Headers() {}

    static byte[] of(Reply.Body body) {
        String allow = body.status() == 405 ? "Allow: GET, HEAD\r\n" : "";
        return head(body.status(), body.type(), allow + "Content-Length: " + body.bytes().length + "\r\n");
    }

    static byte[] ofEvents() {
        return head(200, "text/event-stream; charset=utf-8", "");
    }

    private static byte[] head(int status, String type, String more) {
        String head = "HTTP/1.1 " + status + " " + REASONS.getOrDefault(status, "Error") + "\r\nContent-Type: " + type
                + "\r\n" + more + STRICT + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }
}
