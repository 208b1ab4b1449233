package dev.millrace.pool.runtime.worker;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a pool that shrinks can do without: a sleeper, and before all others, if that is wanted, one whose job is stuck. Under the lock of the {@link Roster}. */
final class Dismissal {
    private Dismissal() {}

    /** One of those that count; null if none does. */
    static @Nullable Member choose(List<Member> members, Collection<Thread> stuck, boolean stuckFirst) {
        Member chosen = null;
        for (Member member : members) {
            if (member.counted
                    && (chosen == null || uses(member, stuck, stuckFirst) <= uses(chosen, stuck, stuckFirst))) {
                chosen = member;
            }
        }
        return chosen;
    }

    private static int uses(Member member, Collection<Thread> stuck, boolean stuckFirst) {
        if (stuckFirst && isStuck(member, stuck)) {
            return 0;
        }
        return member.sleeper().isSleeping() ? 1 : 2;
    }

    /** Whether its thread is one of those whose job is stuck. */
    static boolean isStuck(Member member, Collection<Thread> stuck) {
        Thread thread = member.thread();
        return thread != null && stuck.contains(thread);
    }
}
