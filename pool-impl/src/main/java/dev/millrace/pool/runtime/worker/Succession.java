package dev.millrace.pool.runtime.worker;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What follows the death of a worker: a successor, at once the first time and after growing pauses when deaths follow each other, which is a <em>crash loop</em>. Its fields are guarded by the lock of the {@link Roster}.
 */
final class Succession {
    private static final long REVIVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Roster roster;
    private final LongSupplier clock;
    private final DeathPauses pauses = new DeathPauses();
    private long restarts;

    /** @param clock like {@link System#nanoTime} */
    Succession(Roster roster, LongSupplier clock) {
        this.roster = roster;
        this.clock = clock;
    }

    /** Called by a member before it begins: waits out the pause after deaths. */
    void awaitTurn(Member member) {
        roster.locked(() -> {
            long left = member.notBeforeNanos - clock.getAsLong();
            while (member.notBeforeNanos != 0 && left > 0 && roster.mayWait(member)) {
                left = roster.awaitChange(left);
            }
            member.notBeforeNanos = 0;
            restarts += member.successor && !member.wanted() ? 1 : 0;
            member.successor = false;
            return null;
        });
    }

    /** A member has left its seat, alive or, if it {@code died}, to be followed by the successor that this gives: one that is to be started, or null if none is wanted. */
    @Nullable Member departed(Crew crew, Member member, boolean died) {
        return roster.locked(() -> {
            roster.uncount(member);
            Member successor = null;
            if (died) {
                long now = clock.getAsLong();
                long pause = pauses.died(now);
                successor = roster.enlist(crew, pause == 0 ? 0 : now + pause, true);
            }
            if (successor == null) {
                roster.departed(member);
            }
            // Else it stays while its successor is being started: should that fail, a close must not have gone by.
            return successor;
        });
    }

    /**
     * The successor was started, or could not be.
     *
     * @param successor who was to follow
     * @param needed whether it could not be started
     * @return whether the thread of the dead one must go on in its place
     */
    boolean revive(Member dead, Member successor, boolean needed) {
        return roster.locked(() -> {
            if (!needed || !roster.lacksOne()) {
                roster.departed(dead);
                return false;
            }
            long soonest = clock.getAsLong() + REVIVAL_NANOS;
            long turn = successor.notBeforeNanos;
            dead.stay();
            dead.successor = true;
            dead.notBeforeNanos = turn == 0 || turn - soonest < 0 ? soonest : turn;
            roster.count(dead);
            return true;
        });
    }

    long deaths() {
        return roster.locked(pauses::deaths);
    }

    long restarts() {
        return roster.locked(() -> restarts);
    }

    boolean isCrashLoop() {
        return roster.locked(() -> pauses.isLoop(clock.getAsLong()));
    }

    /** How long until the next successor begins, if one waits for its turn. */
    OptionalLong nextBeginsNanos() {
        return roster.locked(() -> {
            long now = clock.getAsLong();
            long turn = roster.nextTurnNanos(now);
            return turn == 0 ? OptionalLong.empty() : OptionalLong.of(turn - now);
        });
    }
}
