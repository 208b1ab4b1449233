package dev.millrace.examples.health;

import dev.millrace.pool.FanResult;
import dev.millrace.pool.Outcome;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.net.ConnectException;
import java.time.Duration;

/** What a check has found. */
enum State {
    UP,
    SLOW,
    FAILING,
    REFUSED,
    /** No answer in time. */
    HANGING,
    /** Not asked, since it has failed too often. */
    BREAKER_OPEN,
    /** Not asked, since no time was left. */
    NOT_CHECKED;

    private static final Duration SLOW_FROM = Duration.ofMillis(100);

    /** Reads an outcome: a value is an answer 200. */
    static State of(FanResult<Endpoint, ?> check) {
        Outcome<?> outcome = check.outcome();
        if (outcome instanceof Outcome.Value) {
            return outcome.trace().ran().compareTo(SLOW_FROM) < 0 ? UP : SLOW;
        }
        if (outcome instanceof Outcome.TimedOut) {
            return HANGING;
        }
        if (outcome instanceof Outcome.Failed<?> failed) {
            return of(failed.cause());
        }
        return NOT_CHECKED;
    }

    private static State of(Throwable cause) {
        if (cause instanceof CallNotPermittedException) {
            return BREAKER_OPEN;
        }
        return cause instanceof ConnectException ? REFUSED : FAILING;
    }

    /** Whether a check may find this, an endpoint being as it is; on a slow machine any answer can be late. */
    boolean fits(Condition condition) {
        boolean answersWell = condition == Condition.HEALTHY || condition == Condition.FLAPPING;
        return switch (this) {
            case UP -> answersWell;
            case SLOW -> answersWell || condition == Condition.SLOW;
            case FAILING -> condition == Condition.FAILING || condition == Condition.FLAPPING;
            case REFUSED -> condition == Condition.REFUSING;
            case HANGING, BREAKER_OPEN, NOT_CHECKED -> true;
        };
    }
}
