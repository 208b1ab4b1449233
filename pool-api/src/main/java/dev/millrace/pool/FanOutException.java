package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Jobs of a fan-out have failed. The cause is the first failure; the others are suppressed in this, but for jobs that were only cancelled since one had failed. The message names each of the first few with its input's position.
 */
public final class FanOutException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 8;
    private static final int KEPT = 100;

    private final int failed;

    private FanOutException(String message, int failed, Throwable cause) {
        super(message, cause);
        this.failed = failed;
    }

    /**
     * Of jobs without a value, the first of them being the cause.
     *
     * @param failures at least one
     */
    public static FanOutException of(List<? extends FanResult<?, ?>> failures) {
        StringBuilder text = new StringBuilder().append(failures.size()).append(" of the jobs failed:");
        if (failures.isEmpty()) {
            throw new IllegalArgumentException("failures must not be empty");
        }
        failures.stream()
                .limit(SHOWN)
                .forEach(failure -> text.append(" [")
                        .append(failure.index())
                        .append("] ")
                        .append(failure.failure())
                        .append(';'));
        text.setLength(text.length() - 1);
        if (failures.size() > SHOWN) {
            text.append("; and ").append(failures.size() - SHOWN).append(" more");
        }
        Throwable cause = requireNonNull(failures.get(0).failure());
        FanOutException made = new FanOutException(text.toString(), failures.size(), cause);
        failures.stream()
                .skip(1)
                .map(FanResult::failure)
                .filter(failure -> failure != null && failure != cause && !(failure instanceof CancellationException))
                .limit(KEPT)
                .forEach(made::addSuppressed);
        return made;
    }

    /** How many jobs have no value. */
    public int failed() {
        return failed;
    }
}
