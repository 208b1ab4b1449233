package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.interleave.Interleavings;
import dev.millrace.pool.runtime.support.Ledger;
import org.junit.jupiter.api.Test;

/** The owner of a chunk against thieves, from point to point, with both counters about to wrap. */
class ChunkInterleavedTest {
    private static final int SEEDS = 300;
    private static final int JOBS = 9;

    @Test
    void stealAgainstTheOwnersLastItem() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            Chunk chunk = new Chunk((1L << Chunk.STARTED_BITS) - 2, (1 << 18) - 2);
            stage.actor("owner", () -> {
                for (int from = 0; from < JOBS; from += 3) {
                    chunk.forgetStolen();
                    ledger.jobs(from, from + 3).forEach(chunk::add);
                    chunk.publish();
                    for (Object job = chunk.claim(); job != null; job = chunk.claim()) {
                        ((Runnable) job).run();
                    }
                }
            });
            for (int thief = 0; thief < 2; thief++) {
                stage.actor("thief", () -> {
                    Chunk own = new Chunk();
                    for (int attempt = 0; attempt < 4; attempt++) {
                        stage.step("steal");
                        if (chunk.stealHalf(own) > 0) {
                            own.drain(job -> ((Runnable) job).run());
                        }
                    }
                });
            }
            stage.play();
            ledger.assertEachRanOnce();
            assertThat(chunk.size()).isZero();
        });
    }

    /** A batch is lent to a chunk, from which thieves take, while others take from the batch itself. */
    @Test
    void partsOfABatchAreTakenOnce() {
        Interleavings.each(SEEDS, stage -> {
            Ledger ledger = new Ledger(JOBS);
            Batch batch = new Batch(ledger.jobs(0, JOBS).toArray());
            Chunk[] chunks = {new Chunk(0, (1 << 18) - 1), new Chunk((1L << Chunk.STARTED_BITS) - 1, 0)};
            for (int me = 0; me < 2; me++) {
                Chunk own = chunks[me];
                Chunk other = chunks[1 - me];
                stage.actor("worker", () -> {
                    for (int left = 6; left > 0; left--) {
                        own.forgetStolen();
                        if (batch.lendTo(own, 3) == 0) {
                            other.stealHalf(own);
                        }
                        for (Object job = own.claimPlain(); job != null; job = own.claimPlain()) {
                            ((Runnable) job).run();
                        }
                    }
                });
            }
            stage.play();
            ledger.assertEachRanOnce();
        });
    }
}
