package dev.millrace.pool;

/** What a {@link BatchHandler} says of single jobs of a call. Of use to the thread of the call, during the call. */
public interface BatchOutcomes {

    /**
     * A job of this call has failed; the last cause counts.
     *
     * @param index its place in the list
     * @param cause what its handle, or the uncaught handler, is told
     * @throws IndexOutOfBoundsException if the call has no such job
     * @throws IllegalStateException if the call is over
     */
    void failed(int index, Throwable cause);
}
