package dev.millrace.pool;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a job that has become a {@link DeadLetter} failed. The cause is what killed its last handler, or what kept a new one from being opened. */
public final class DeadLetterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** With the letter in words. */
    public DeadLetterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
