package dev.millrace.pool;

import static java.util.Objects.requireNonNull;

/**
 * What a policy wants.
 *
 * @param workers the size to have next; the controller clamps it to the bounds
 * @param reason why, for {@link WorkerPool#explain()}
 */
public record SizingDecision(int workers, String reason) {
    /** Refuses a null reason. */
    public SizingDecision {
        requireNonNull(reason, "reason");
    }
}
