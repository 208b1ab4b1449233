package dev.millrace.pool.runtime.worker;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What follows the death of a worker: a successor, at once the first time and after growing pauses when deaths follow each other, which is a <em>crash loop</em>. Its fields are guarded by the lock of the {@link Roster}.
 */
final class Succession {
    private static final long REVIVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Roster roster;
    private final DeathPauses pauses = new DeathPauses();
    private long restarts;

    Succession(Roster roster) {
        this.roster = roster;
    }

    /** Called by a member before it begins: waits out the pause after deaths. */
    void awaitTurn(Member member) {
        roster.lock();
        try {
            long left = member.notBeforeNanos - System.nanoTime();
            while (member.notBeforeNanos != 0 && left > 0 && roster.mayWait(member)) {
                left = roster.awaitChange(left);
            }
            member.notBeforeNanos = 0;
            if (member.successor && !member.wanted()) {
                member.successor = false;
                restarts++;
            }
        } finally {
            roster.unlock();
        }
    }

    /** A member has left its seat, alive or, if it {@code died}, to be followed by the successor that this gives: one that is to be started, or null if none is wanted. */
    @Nullable Member departed(Crew crew, Member member, boolean died) {
        roster.lock();
        try {
            roster.uncount(member);
            Member successor = null;
            if (died) {
                long now = System.nanoTime();
                long pause = pauses.died(now);
                successor = roster.enlistSuccessor(crew, pause == 0 ? 0 : now + pause, true);
            }
            if (successor == null) {
                roster.departed(member);
            }
            // Else it stays while its successor is being started: should that fail, a close must not have gone by.
            return successor;
        } finally {
            roster.unlock();
        }
    }

    /**
     * The successor was started, or could not be.
     *
     * @param successor who was to follow
     * @param needed whether it could not be started
     * @return whether the thread of the dead one must go on in its place
     */
    boolean revive(Member dead, Member successor, boolean needed) {
        roster.lock();
        try {
            if (!needed || !roster.lacksOne()) {
                roster.departed(dead);
                return false;
            }
            long soonest = System.nanoTime() + REVIVAL_NANOS;
            long turn = successor.notBeforeNanos;
            dead.stay();
            dead.successor = true;
            dead.notBeforeNanos = turn == 0 || turn - soonest < 0 ? soonest : turn;
            roster.count(dead);
            return true;
        } finally {
            roster.unlock();
        }
    }

    long deaths() {
        roster.lock();
        try {
            return pauses.deaths();
        } finally {
            roster.unlock();
        }
    }

    long restarts() {
        roster.lock();
        try {
            return restarts;
        } finally {
            roster.unlock();
        }
    }

    boolean isCrashLoop() {
        roster.lock();
        try {
            return pauses.isLoop(System.nanoTime());
        } finally {
            roster.unlock();
        }
    }

    /** How long until the next successor begins, if one waits for its turn. */
    OptionalLong nextBeginsNanos() {
        roster.lock();
        try {
            long now = System.nanoTime();
            long turn = roster.nextTurnNanos(now);
            return turn == 0 ? OptionalLong.empty() : OptionalLong.of(turn - now);
        } finally {
            roster.unlock();
        }
    }
}
