package dev.millrace.pool.metrics.status;

import java.nio.charset.StandardCharsets;

/** What a path answers with. */
sealed interface Reply {

    /**
     * All at once.
     *
     * @param status of HTTP
     * @param type of its media
     * @param bytes the body; not changed after this
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Body(int status, String type, byte[] bytes) implements Reply {
        static Body of(String type, String text) {
            return new Body(200, type, text.getBytes(StandardCharsets.UTF_8));
        }

        static Body json(String text) {
            return of("application/json; charset=utf-8", text);
        }

        static Body text(int status, String sentence) {
            return new Body(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * One event a second until either side ends it.
     *
     * @param subject whose
     */
    record Events(Subject subject) implements Reply {}
}
