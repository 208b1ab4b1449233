package dev.millrace.pool.runtime.worker;

import dev.millrace.pool.LatencyRecorder;
import dev.millrace.pool.runtime.admission.WaitingLine;
import dev.millrace.pool.runtime.fan.Turns;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Task;
import dev.millrace.pool.runtime.idle.Search;
import dev.millrace.pool.runtime.idle.Work;
import dev.millrace.pool.runtime.job.Batch;
import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.lane.Lane;
import dev.millrace.pool.runtime.seat.Intake;
import dev.millrace.pool.runtime.seat.Seat;
import dev.millrace.pool.runtime.stats.Count;
import dev.millrace.pool.runtime.strand.Strand;
import org.jspecify.annotations.Nullable;

/**
 * One worker at its seat: runs what its chunk holds; when that is empty takes from its batch, its lane, the dispatcher, a neighbour, in this order; when
 * nothing is left searches, then sleeps. Confined to its own thread, but for {@link #leave}, which others answer.
 */
final class Worker implements Work {
    /** Every so many refills begin with what waits for somebody who has nothing to do, a late call and a neighbour's oldest: under a load that never ends nobody would hear it, or steal what lies behind a job that hangs. */
    private static final int OTHERS_FIRST = 16;

    private final Surroundings pool;
    private final WaitingLine line;
    private final Seat seat;
    private final Chunk chunk;
    private final JobRunner runner;
    private final KeyTurns turns;
    private final RunTimer timer;
    private final Search search;
    private final Leave leave;
    private final Runner self;
    private final Attention attention;
    private final Pause pause;
    private final @Nullable Life life;
    private final @Nullable Gathering gathering;
    private int refills;
    /** Whether no job in the chunk has an arbiter: set at each refill, after the jobs were taken. Spares the other pools its price. */
    private boolean plain = true;

    /** Whether somebody wants this worker to end after its current job. */
    interface Leave {
        boolean wanted();
    }

    Worker(Surroundings pool, Seat seat, int number, Runner self, Leave leave, @Nullable Life life) {
        this.pool = pool;
        this.attention = pool.attention();
        this.pause = pool.pause();
        this.self = self;
        this.line = pool.line();
        this.leave = leave;
        this.seat = seat;
        this.chunk = seat.chunk();
        this.runner = new JobRunner(self, seat.counters(), pool, writer(pool, number));
        this.turns = new KeyTurns(pool, seat, self, runner, leave::wanted);
        this.timer = new RunTimer(seat);
        this.search = new Search(pool.idle(), this, seat.sleeper());
        this.life = life;
        this.gathering = life == null || life.most() == 1 ? null : new Gathering(pool, this, runner, life);
    }

    private static LatencyRecorder.@Nullable Writer writer(Surroundings pool, int number) {
        LatencyRecorder recorder = pool.recorder();
        try {
            return recorder == null ? null : recorder.writer(number);
        } catch (Throwable failure) {
            pool.failures().ofPart("the latency recorder", failure);
            return null;
        }
    }

    /** Works until the pool is drained or the worker is told to leave. */
    @SuppressWarnings("EmptyWhileStatement")
    void work() {
        pool.dispatcher().laneRoomMade();
        while (!leave.wanted() && doOne()) {}
    }

    /**
     * One round: a job, a refill, or a rest. Apart from its loop: that is interpreted until it has gone round some 60,000 times, which takes a worker with few jobs hours; a method is compiled after a
     * few hundred calls.
     *
     * @return false if the pool is drained
     */
    private boolean doOne() {
        boolean called = attention.isCalled();
        if (called && pause.isOn()) {
            awaitResume();
            return true;
        }
        if (life != null && !life.isReady()) {
            getReady(life);
            return !pool.admission().isDrained();
        }
        Object job = plain ? chunk.claimPlain() : chunk.claim();
        if (job != null) {
            self.clearInterrupt();
            if (gathering == null) {
                runClaimed(job, called);
            } else {
                gathering.run(job, called);
            }
            return true;
        }
        if ((refills % OTHERS_FIRST == 0 && hearCall()) || refill() || hearCall()) {
            return true;
        }
        search.rest(pool.seats().taken().length);
        return !isDone();
    }

    /** Runs a job that was claimed last, unless it has an arbiter and somebody else has won it. */
    void runClaimed(Object job, boolean called) {
        if (plain) {
            try {
                line.roomMade();
            } finally { // whatever becomes of the line: the job is claimed
                runner.run(job, called);
            }
        } else if (begins(job)) {
            try {
                line.roomMade();
            } finally {
                runner.runAny(job, called);
            }
        }
    }

    /** Claims another job before the last one is run; null if there is none at hand. */
    @Nullable Object claimNext() {
        Object job = plain ? chunk.claimPlain() : chunk.claim();
        while (job == null && refill()) {
            job = plain ? chunk.claimPlain() : chunk.claim();
        }
        return job;
    }

    /** A task that was claimed last was won. */
    void settle() {
        chunk.settle();
    }

    Runner self() {
        return self;
    }

    /** As in a pause, but here others must be told of what this worker has taken: it may not come back to it soon. */
    private void getReady(Life mine) {
        search.end();
        mine.makeReady(this::over);
    }

    /** A worker that pauses must not be taken for one that searches. Its chunk may be full: nothing is to be put there. */
    private void awaitResume() {
        search.end();
        pause.await(leave::wanted);
    }

    /** Whether a job that was claimed is to be run: one with an arbiter must be won, and is counted as started then. A strand has had its turn. */
    private boolean begins(Object job) {
        if (job instanceof Task<?> task) {
            if (!runner.wins(task)) {
                return false;
            }
            chunk.settle();
        } else if (job instanceof Strand strand) {
            turns.take(strand);
            return false;
        }
        return true;
    }

    private boolean refill() {
        timer.end();
        chunk.forgetStolen();
        int moved = findWork();
        if (moved == 0) {
            return false;
        }
        if (chunk.size() == 0) {
            fromBatch();
        }
        plain = !pool.queue().isMixed();
        search.found(moved);
        pool.firstJob().run();
        timer.begin();
        return true;
    }

    /** Takes a turn of a fan-out that has called when the pool was full; false if none has. Its jobs are the fan-out's to count: while the pool is full yet, and only then, this worker does not look busy. */
    private boolean hearCall() {
        Turns turns = pool.lateCalls().hear();
        if (turns == null) {
            return false;
        }
        timer.end();
        if (!turns.tryAnother()) {
            search.found(1);
            turns.runApart();
            runner.cleanUp();
        }
        return true;
    }

    private int findWork() {
        int moved = fromBatch();
        if (moved > 0) {
            return moved;
        }
        boolean stealFirst = ++refills % OTHERS_FIRST == 0;
        moved = stealFirst ? steal(true) : 0;
        moved = moved > 0 ? moved : fromLane();
        moved = moved > 0 ? moved : pool.dispatcher().take(seat);
        return moved > 0 || stealFirst ? moved : steal(false);
    }

    private int fromBatch() {
        Batch batch = seat.batch();
        if (batch == null) {
            return 0;
        }
        int left = batch.size();
        int moved = Intake.fromBatch(seat, batch, pool.guide().chunk(left, 1, seat.meanRunNanos()));
        if (moved >= left) {
            seat.setBatch(null);
        }
        return moved == 0 ? 0 : Math.max(moved, left);
    }

    private int fromLane() {
        Lane lane = seat.lane();
        int left = lane.size();
        if (left == 0) {
            return 0;
        }
        int moved = Intake.fromLane(seat, lane, pool.guide().chunk(left, 1, seat.meanRunNanos()));
        if (moved > 0) {
            pool.dispatcher().laneRoomMade();
        }
        return moved == 0 ? 0 : Math.max(moved, left);
    }

    private int steal(boolean oldestFirst) {
        int moved = pool.thief().steal(seat, oldestFirst);
        if (moved > 0) {
            pool.dispatcher().laneRoomMade();
        }
        return moved;
    }

    // ---- what it searches for

    @Override
    public boolean visible() {
        return pool.dispatcher().hasWork()
                || pool.seats().haveWork()
                || pool.lateCalls().any();
    }

    @Override
    public boolean moreVisible() {
        return pool.dispatcher().hasWork()
                || !seat.lane().isEmpty()
                || pool.seats().haveWorkBesides(seat)
                || pool.lateCalls().any();
    }

    @Override
    public boolean over() {
        return leave.wanted() || isDone();
    }

    /** Whether nothing will ever be to do again. A call of a fan-out can be heard after the last job was taken. */
    private boolean isDone() {
        return pool.admission().isDrained() && !pool.lateCalls().any();
    }

    /** The last to fall asleep after the last start finds the pool drained, and wakes all others to end. */
    @Override
    public boolean asleep() {
        seat.counters().add(Count.PARKS, 1);
        chunk.forgetStolen();
        if (pool.admission().isDrained()) {
            pool.idle().wakeAll();
        }
        return false;
    }

    /** Hands in what was recorded and passes the duty of a searcher on; the last thing that it does, after its seat was left. */
    void end() {
        Thread.interrupted();
        search.end();
        runner.close();
    }
}
