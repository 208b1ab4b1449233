package dev.millrace.pool.runtime.group;

import dev.millrace.pool.Efficiency;
import dev.millrace.pool.runtime.fan.FanHost;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.handle.Scope;
import dev.millrace.pool.runtime.handle.Task;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A worker that holds the jobs that it forks for a group: fills its {@link Hand}, and runs what is in it when it joins. Confined to its thread, but for what is said to be read by others.
 *
 * <p><b>Fewer readings of the clock.</b> A reading costs as much as the rest of a fork. The end of one job that runs here is taken for the start of the next; and {@value #FORKS_A_READING} forks in a row share the time of the first, or of the group's opening.
 */
final class Holder implements Scope {
    private static final int FORKS_A_READING = 16;
    private static final int AGAIN = 64;

    private final FanHost host;
    private final Group group;
    private final Runner self;
    private final @Nullable Forked<?> around;
    private final @Nullable Group before;
    private final @Nullable Help help;
    private final boolean isRoot;
    private final @Nullable Scope outer;
    private final Hand hand = new Hand();

    /** The time, as of the last reading. */
    private long clock = System.nanoTime();

    private final long openedNanos = clock;
    private int sinceReading;
    /** How deep jobs of this hand run inside each other. */
    private int depth;
    /** Jobs that were held. Written here; read by others, who may see an old value, as the next four. */
    private int forked;

    private int ended;
    private int ran;
    private long waitedNanos;
    private long ranNanos;
    /** Of those that ran, how many the pool was told of. */
    private int told;

    private Holder(FanHost host, Group group, Runner self) {
        this.host = host;
        this.group = group;
        this.self = self;
        this.around = self.innermost() instanceof Forked<?> job && job.isHeld() ? job : null;
        this.before = around == null ? null : around.inner();
        Help outer = around == null ? null : around.help(host);
        this.isRoot = outer == null;
        this.help = isRoot ? Help.of(host, group) : outer;
        if (around != null) {
            around.setInner(group);
        }
        this.outer = self.scope();
        self.opened(this);
    }

    /** Of the current thread, if it is a worker of the pool; else null. */
    static @Nullable Holder of(FanHost host, Group group) {
        Runner self = Runner.of(host.home());
        return self == null ? null : new Holder(host, group, self);
    }

    // ---- forking

    /** Whether one more can be held. */
    boolean hasRoom() {
        return hand.hasRoom(depth == 0);
    }

    /** Forks a job, which is a callable or a runnable. */
    <T> Forked<T> fork(Object job, boolean isRunnable, int position) {
        if (++sinceReading > FORKS_A_READING) {
            read();
        }
        Forked<T> task = new Forked<>(host.home(), job, isRunnable, clock, group, position);
        hand.push(task);
        forked++;
        if (help != null) {
            help.call(forked % AGAIN == 0);
        }
        return task;
    }

    private void read() {
        sinceReading = 0;
        clock = System.nanoTime();
    }

    // ---- running

    /** Runs what is held, until there is nothing or the job that joins was interrupted. */
    void runAll() {
        if (hand.top() > 0) {
            depth++;
            read();
            try {
                host.home().inPlaceEach(self, this::step);
            } finally {
                depth--;
                sinceReading = FORKS_A_READING;
                tell();
            }
        }
    }

    private boolean step() {
        int position = hand.top();
        Forked<?> job = position == 0 ? null : hand.below(position);
        if (job == null) {
            return false;
        }
        End why = group.ending();
        if (why != null) {
            why.stop(job);
        } else if (!job.isGhost()) {
            if (help != null && position > 1) {
                help.call(false);
            }
            job.runHere(self, clock);
        }
        if (!job.isDone()) { // somebody else has won it
            group.began(job);
        }
        hand.letGo(position, job);
        return true;
    }

    /** One of the jobs that others run may have opened a group: what is held there has to be done before that job ends. Runs one of those; false if there was none. */
    boolean helpInside(Iterable<Task<?>> awaited) {
        Forked<?> job = findInside(awaited);
        if (job != null) {
            Help.run(host, self, job);
        }
        return job != null;
    }

    /** Whether there is one, asked before sleeping. */
    boolean canHelpInside(Iterable<Task<?>> awaited) {
        if (help != null) {
            help.sleeps();
        }
        return findInside(awaited) != null;
    }

    private @Nullable Forked<?> findInside(Iterable<Task<?>> awaited) {
        for (Task<?> task : awaited) {
            Forked<?> job = task.isDone() ? null : Hand.findInside(task, null);
            if (job != null) {
                return job;
            }
        }
        return null;
    }

    /** One of its jobs is done, on this thread, and has not been stopped while it ran. */
    void ended(Task<?> job, long now) {
        ended++;
        clock = now;
        waitedNanos += job.waitedNanos();
        if (job.wasRun()) {
            ran++;
            ranNanos += job.ranNanos();
        }
    }

    private void tell() {
        int news = ran - told;
        if (news > 0) {
            told = ran;
            host.ranOutside(news);
        }
    }

    @Override
    public @Nullable Scope around() {
        return outer;
    }

    @Override
    public void leftOpen() {
        int left = group.active();
        group.leftOpen();
        if (left > 0) {
            host.warn("a job has ended and left a group open: what it had forked and had not ended is cancelled ("
                    + left + ")");
        }
    }

    /** The group is closed. */
    void close() {
        self.closed(this);
        tell();
        if (around != null && around.inner() == group) {
            around.setInner(before);
        }
        if (isRoot && help != null) {
            help.end();
        }
    }

    // ---- read by others

    /** Jobs that it has forked and that have not ended here. */
    int balance() {
        return forked - ended;
    }

    /** Jobs that it has forked. */
    int forked() {
        return forked;
    }

    @Nullable Forked<?> find(@Nullable Forked<?> except) {
        return hand.find(except);
    }

    void stop(End why) {
        hand.stop(why);
    }

    /** The group that the same job had opened before, and may have left open. */
    @Nullable Group before() {
        return before;
    }

    @Nullable Help help() {
        return help;
    }

    /** What ran here, and what ran elsewhere. */
    Efficiency with(Efficiency elsewhere) {
        return new Efficiency(
                elsewhere.jobs() + ran,
                elsewhere.width(),
                elsewhere.wall(),
                elsewhere.waited().plus(Duration.ofNanos(waitedNanos)),
                elsewhere.ran().plus(Duration.ofNanos(ranNanos)),
                elsewhere.merged());
    }

    long openedNanos() {
        return openedNanos;
    }

    /** When the last of its jobs ended, or the clock was read later. */
    long clock() {
        return clock;
    }
}
