package dev.millrace.pool;

/**
 * Counters and gauges of one moment. Counters are totals since the pool was built. While jobs run the parts are read one after the other, ends before starts before acceptances, so {@code completed + failed <=
 * started <= accepted} holds in every snapshot; at termination all of them are exact.
 *
 * @param name the pool's name
 * @param state the pool's state
 * @param jobs what became of the jobs
 * @param depth where those lie that have not started
 * @param workers the size and what the workers do
 * @param flow how jobs moved
 * @param fans what is open for consumers
 * @param rejections why jobs were refused
 * @param resizes how the size was changed
 */
public record PoolStats(
        String name,
        PoolState state,
        Jobs jobs,
        Depth depth,
        Workers workers,
        Flow flow,
        Fans fans,
        Rejections rejections,
        Resizes resizes) {

    /**
     * What became of the jobs. {@code attempts() = accepted + rejected + callerRan} and, at termination,
     * {@code accepted = completed + failed + cancelled + expired + dropped + handedBack}.
     *
     * @param accepted admitted under the bound
     * @param started begun, by a worker or by whoever waited for it
     * @param completed ended normally
     * @param failed ended by an exception, or cancelled or timed out while they ran
     * @param cancelled cancelled before the start
     * @param expired past their budget before the start
     * @param dropped dropped since the pool was full; one that was dropped as the newest counts as accepted, too
     * @param handedBack returned unrun by close
     * @param rejected refused; never accepted
     * @param callerRan run by their submitter, or out of the hand of a worker that forked them for a {@link JobGroup} of its own; never accepted
     */
    public record Jobs(
            long accepted,
            long started,
            long completed,
            long failed,
            long cancelled,
            long expired,
            long dropped,
            long handedBack,
            long rejected,
            long callerRan) {

        /** All jobs that were ever offered. */
        public long attempts() {
            return accepted + rejected + callerRan;
        }

        /** Accepted jobs whose fate is known. */
        public long ended() {
            return completed + failed + cancelled + expired + dropped + handedBack;
        }
    }

    /**
     * Jobs accepted and not started. The total is exact; the tiers are read one after the other and need not add up while jobs move.
     *
     * @param total all of them
     * @param capacity how many there may be
     * @param jobQueue elements in the shared queue; a batch is one, and so is a cancelled job that nobody has passed by yet, which is not in the total
     * @param lanes elements in the workers' lanes
     * @param chunks jobs that workers took for themselves
     * @param batches jobs left of the batches that workers are taking from
     * @param blockedProducers submitters that wait for room
     */
    public record Depth(
            int total, int capacity, int jobQueue, int lanes, int chunks, int batches, int blockedProducers) {}

    /**
     * The size and what the workers do.
     *
     * @param target the size that was last asked for
     * @param min the least
     * @param max the largest
     * @param live workers at their place
     * @param busy workers running a job
     * @param searching workers awake and looking for work
     * @param sleeping workers parked
     * @param threads live threads of workers, retiring ones included
     * @param waiting workers whose job waits for another job of a pool
     * @param deaths workers that died
     * @param restarts successors that began
     * @param crashLoop whether workers die one after the other, so that successors wait before they begin
     * @param stuck workers whose job is stuck
     * @param spares spare workers that are asked for, beside the target, for those that wait or are stuck
     * @param stuckJobs jobs that were ever stuck
     */
    public record Workers(
            int target,
            int min,
            int max,
            int live,
            int busy,
            int searching,
            int sleeping,
            int threads,
            int waiting,
            long deaths,
            long restarts,
            boolean crashLoop,
            int stuck,
            int spares,
            long stuckJobs) {}

    /**
     * How jobs moved.
     *
     * @param batches batches accepted
     * @param chunks chunks taken by workers
     * @param chunkJobs jobs in those chunks
     * @param throughLanes elements that came through a lane
     * @param stealAttempts looks at a neighbour that had something
     * @param steals looks that were answered with work
     * @param stolenJobs jobs or elements got by them
     * @param parks times that a worker went to sleep
     * @param wakes times that one was woken
     * @param resizes changes of the size
     */
    public record Flow(
            long batches,
            long chunks,
            long chunkJobs,
            long throughLanes,
            long stealAttempts,
            long steals,
            long stolenJobs,
            long parks,
            long wakes,
            long resizes) {

        /** Mean jobs a chunk. */
        public double meanChunk() {
            return chunks == 0 ? 0 : (double) chunkJobs / chunks;
        }
    }

    /**
     * The jobs of fan-outs, and what waits for their consumers. A turn, which runs some of these jobs, is one job of {@link Jobs}; they are counted here. Open ones that their consumers have forgotten without closing them leave this with the
     * garbage.
     *
     * @param completed inputs of mappings and pipeline stages, and producers, that ended normally
     * @param failed those that threw, or were interrupted since they were cancelled or their time was over
     * @param open fan-ins and pipelines that have not ended
     * @param outPending results that wait for their consumers, those that are held back since a buffer is full included
     * @param outCapacity how many such results there may be: the buffers of what is open, and one for each of its jobs that may run at once
     */
    public record Fans(long completed, long failed, int open, long outPending, long outCapacity) {}

    /**
     * Why jobs were refused; their sum is {@link Jobs#rejected}, in every snapshot.
     *
     * @param full no room, and nobody was to wait for it
     * @param timedOut no room for as long as the submitter waited
     * @param interrupted the submitter was interrupted while it waited
     * @param closed the pool was closed
     * @param hopeless admitted by prediction, and they could not have started in time
     * @param quarantined their job has killed workers
     * @param shed an objective was breached
     */
    public record Rejections(
            long full, long timedOut, long interrupted, long closed, long hopeless, long quarantined, long shed) {
        /** None. */
        public static final Rejections NONE = new Rejections(0, 0, 0, 0, 0, 0, 0);

        /** All of them. */
        public long total() {
            return full + timedOut + interrupted + closed + hopeless + quarantined + shed;
        }
    }

    /**
     * How the size was changed; their sum is {@link Flow#resizes}.
     *
     * @param grownByPolicy growths that the policy decided
     * @param shrunkByPolicy shrinkings that the policy decided
     * @param grownByHand growths by {@link WorkerPool#resize}
     * @param shrunkByHand shrinkings by it
     */
    public record Resizes(long grownByPolicy, long shrunkByPolicy, long grownByHand, long shrunkByHand) {
        /** None. */
        public static final Resizes NONE = new Resizes(0, 0, 0, 0);

        /** All of them. */
        public long total() {
            return grownByPolicy + shrunkByPolicy + grownByHand + shrunkByHand;
        }
    }
}
