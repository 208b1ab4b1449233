package dev.millrace.pool;

/**
 * What became of the handlers of a {@link HandlerPool}. Totals since it was built; while it runs they are read one after the other.
 *
 * @param open handlers that are open now
 * @param opened handlers that were opened without an error
 * @param closed handlers that were closed, those included that could not be opened
 * @param renewedAfterErrors closed since they failed so often in a row
 * @param renewedAfterAge closed since they were so old
 * @param killed closed since a job ended them by an {@link Error}
 * @param openFailures handlers that could not be made or opened
 * @param closeFailures handlers whose close threw
 * @param opening workers that have no handler and are about to open one, or wait until they try again
 * @param crashLoop whether one of those has failed to open at least two in a row
 * @param retries attempts after the first, of jobs that killed a handler
 * @param deadLetters jobs that became dead letters, those that are not kept any more included
 * @param abandoned those of them that were started and not brought to an end since the pool stopped
 * @param batchCalls calls of batch handlers, those that look for a culprit included
 * @param batchJobs jobs in them, a job counted once for each call
 */
public record HandlerStats(
        int open,
        long opened,
        long closed,
        long renewedAfterErrors,
        long renewedAfterAge,
        long killed,
        long openFailures,
        long closeFailures,
        int opening,
        boolean crashLoop,
        long retries,
        long deadLetters,
        long abandoned,
        long batchCalls,
        long batchJobs) {

    /** Mean jobs a call of a batch handler. */
    public double meanBatch() {
        return batchCalls == 0 ? 0 : (double) batchJobs / batchCalls;
    }
}
