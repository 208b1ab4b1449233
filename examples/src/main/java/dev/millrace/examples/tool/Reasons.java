package dev.millrace.examples.tool;

import static dev.millrace.examples.tool.Text.millis;
import static dev.millrace.examples.tool.Text.text;

import dev.millrace.pool.Outcome;

/** Why an outcome has no value, in a few words for a table. */
public final class Reasons {
    private Reasons() {}

    /** Empty if it has one. */
    public static String of(Outcome<?> outcome) {
        Throwable failure = outcome.failure();
        if (failure == null) {
            return "";
        }
        if (outcome instanceof Outcome.TimedOut) {
            return text("no answer in %.0f ms", millis(outcome.trace().ran().toNanos()));
        }
        if (outcome instanceof Outcome.Expired) {
            return "never asked, no time was left";
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
