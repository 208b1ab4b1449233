package dev.millrace.pool;

import org.jspecify.annotations.Nullable;

/** An input of a {@link Pipeline} has failed at a stage; the cause is what the stage's job threw. */
public final class StageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String stage;
    private final transient @Nullable Object input;

    /**
     * Of one input.
     *
     * @param stage name of the stage
     * @param input what the stage was given; null if the source gave null
     * @param cause what its job threw
     */
    public StageFailure(String stage, @Nullable Object input, Throwable cause) {
        super("stage '" + stage + "' failed: " + Texts.of(cause), cause);
        this.stage = stage;
        this.input = input;
    }

    /** Name of the stage. */
    public String stage() {
        return stage;
    }

    /** What the stage was given; null if the source gave null, and after serialization. */
    public @Nullable Object input() {
        return input;
    }
}
