package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Jobs of a fan-out have failed. The cause is the first failure; the others are suppressed in this, but for jobs that were only cancelled since one had failed. The message tells how many there are of each and names the first few with their inputs' positions.
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
        return of(failures, failures.size());
    }

    /**
     * Of jobs without a value, of which only the first ones were kept.
     *
     * @param failures at least one
     * @param failed how many there were, at least as many as were kept
     */
    public static FanOutException of(List<? extends FanResult<?, ?>> failures, int failed) {
        if (failures.isEmpty() || failed < failures.size()) {
            throw new IllegalArgumentException(
                    "failures must not be empty, nor more than failed, were " + failures.size() + " of " + failed);
        }
        StringBuilder text = new StringBuilder(counts(failures, failed));
        failures.stream()
                .limit(SHOWN)
                .forEach(failure -> text.append(" [")
                        .append(failure.index())
                        .append("] ")
                        .append(Texts.of(failure.failure()))
                        .append(';'));
        text.setLength(text.length() - 1);
        int shown = Math.min(SHOWN, failures.size());
        if (failed > shown) {
            text.append("; and ").append(failed - shown).append(" more");
        }
        Throwable cause = requireNonNull(failures.get(0).failure());
        FanOutException made = new FanOutException(text.toString(), failed, cause);
        failures.stream()
                .skip(1)
                .map(FanResult::failure)
                .filter(failure -> failure != null && failure != cause && !(failure instanceof CancellationException))
                .limit(KEPT)
                .forEach(made::addSuppressed);
        return made;
    }

    /** Those that were only cancelled since one had failed are told apart, as far as they are known. */
    private static String counts(List<? extends FanResult<?, ?>> failures, int failed) {
        long cancelled = failures.stream()
                .filter(failure -> failure.failure() instanceof CancellationException)
                .count();
        return cancelled == 0 || cancelled == failed
                ? failed + " of the jobs failed:"
                : failed - cancelled + " of the jobs failed, " + cancelled + (cancelled == 1 ? " was" : " were")
                        + " cancelled:";
    }

    /**
     * Of a whole that has failed for one reason.
     *
     * @param cause whose message is that of the exception, too
     * @param failed how many jobs have failed, 0 if it was none of them
     */
    public static FanOutException of(Throwable cause, int failed) {
        return new FanOutException(Texts.messageOf(cause), failed, cause);
    }

    /** How many jobs have no value. */
    public int failed() {
        return failed;
    }
}
