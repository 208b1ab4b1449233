package dev.millrace.pool;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** A job was refused at once since by the pool's estimate it could not have started within its budget; see {@link JobOptions#admitByPrediction}. */
public final class HopelessJobException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    private final Duration estimate;

    /**
     * With the estimate on which it rests.
     *
     * @param message says pool, budget, and what the estimate was made of
     * @param estimate how long the job would have waited
     */
    public HopelessJobException(String message, Duration estimate) {
        super(message);
        this.estimate = estimate;
    }

    /** How long the job would have waited. */
    public Duration estimate() {
        return estimate;
    }
}
