package dev.millrace.pool;

import java.util.List;

/**
 * A running pipeline, as the {@link FanIn} of what comes out of its last stage, in the order in which it comes. It closes itself when the source is at its end and the last input has come through; closing it early cancels what is under way.
 * If a stage fails and nobody handles failures, reading it throws a {@link FanOutException} whose cause is a {@link StageFailure}.
 *
 * @param <T> what comes out
 */
public interface Pipeline<T> extends FanIn<T> {

    /** Each stage at this moment, in order. */
    List<StageStats> stages();

    /** The stages as a table for people. */
    String explain();
}
