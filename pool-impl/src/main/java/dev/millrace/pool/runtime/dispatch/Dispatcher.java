package dev.millrace.pool.runtime.dispatch;

import dev.millrace.pool.runtime.seat.Seat;

/** Moves jobs from the job queue to the workers. The one thing in which the two ways of dispatch differ for everybody else. */
public interface Dispatcher {

    /** After an element was put into the job queue: sees to it that somebody takes care of it. */
    void published();

    /** For a worker with an empty chunk: fills it; gives how many units it moved. */
    int take(Seat seat);

    /** Whether {@link #take} could find something; never false while there is something for it that stays. */
    boolean hasWork();

    /** After elements were taken out of a lane, or a lane was added: there is room. */
    void laneRoomMade();
}
