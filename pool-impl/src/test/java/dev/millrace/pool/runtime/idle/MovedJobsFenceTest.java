package dev.millrace.pool.runtime.idle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * One moves two jobs into its chunk and then looks who sleeps; the other announces its sleep and then looks into the chunk. One of them must see the other, though the chunk is published by no more than a release: the fence in {@link Search#found}. What a processor's store buffer does is in no order of steps, so this is tried on two
 * threads that meet as closely as they can.
 */
@Guarded
class MovedJobsFenceTest {
    private static final int ROUNDS = Scale.rounds(300_000);
    private static final int MOST_DELAY = 64;

    private final Chunk chunk = new Chunk();
    private final Sleeper sleeper = new Sleeper();
    private final Idle idle = new Idle(() -> new Sleeper[] {sleeper});
    private final AtomicInteger go = new AtomicInteger();
    private final AtomicInteger moved = new AtomicInteger();
    /** Touched by the mover alone. */
    private long sleepers;

    @Test
    void shouldBeSeenByOneWhoFallsAsleepOrSeeHim(Seed seed) {
        Thread mover = new Thread(this::move, "mover");
        mover.start();
        sleeper.bind();
        SplittableRandom random = seed.random(0);
        int stranded = 0;
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                stranded += fallAsleep(round, random.nextInt(MOST_DELAY)) ? 0 : 1;
            }
        } finally {
            go.set(-1);
            Await.end(mover);
        }

        assertThat(sleepers).as("rounds in which the sleeper came first").isNotNegative();
        assertThat(stranded).as("rounds in which one slept beside two jobs").isZero();
    }

    private void move() {
        Search search = new Search(idle, new Nothing(), new Sleeper());
        for (int round = 1; ; round++) {
            while (go.get() != round) {
                if (go.get() < 0) {
                    return;
                }
                Thread.onSpinWait();
            }
            chunk.add("a");
            chunk.add("b");
            sleepers += idle.sleeping(); // has the word at hand, so that it is read before the chunk's line is here
            chunk.publish();
            search.found(2);
            moved.set(round);
        }
    }

    /** False if nobody saw the other. */
    private boolean fallAsleep(int round, int delay) {
        go.set(round);
        for (int i = 0; i < delay; i++) {
            Thread.onSpinWait();
        }
        boolean last = idle.announceSleep(sleeper, false);
        boolean saw = last && chunk.size() > 0;
        Await.spinning(() -> moved.get() == round, () -> "the mover has ended");
        boolean woken = !sleeper.isSleeping();
        if (!woken) {
            idle.wake(sleeper);
        }
        idle.sleep(sleeper);
        idle.endSearch();
        chunk.drain(job -> {});
        chunk.forgetStolen();
        return saw || woken;
    }

    /** The mover never rests. */
    private static final class Nothing implements Work {
        @Override
        public boolean visible() {
            return false;
        }

        @Override
        public boolean moreVisible() {
            return false;
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public boolean asleep() {
            return false;
        }
    }
}
