package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchTest {
    private final Chunk chunk = new Chunk();

    @Test
    void shouldLendJobsInOrder() {
        Batch batch = new Batch(numbers(10));

        assertThat(batch.lendTo(chunk, 4)).isEqualTo(4);
        assertThat(batch.size()).isEqualTo(6);
        assertThat(chunk.size()).isEqualTo(4);
        assertThat(taken(chunk)).containsExactly(0, 1, 2, 3);
        assertThat(batch.lendTo(chunk, 5)).isEqualTo(5);
        assertThat(taken(chunk)).containsExactly(4, 5, 6, 7, 8);
        assertThat(batch.lendTo(chunk, 5)).isEqualTo(1);
        assertThat(taken(chunk)).containsExactly(9);
        assertThat(batch.lendTo(chunk, 5)).isZero();
        assertThat(batch.size()).isZero();
    }

    @Test
    void shouldLendNoMoreThanAChunkHolds() {
        Batch batch = new Batch(numbers(100));

        assertThat(batch.lendTo(chunk, 100)).isEqualTo(Chunk.CAPACITY);
        assertThat(taken(chunk)).hasSize(Chunk.CAPACITY);
        assertThat(batch.size()).isEqualTo(100 - Chunk.CAPACITY);
    }

    @Test
    void shouldDrainWhatIsLeft() {
        Batch batch = new Batch(numbers(5));
        batch.lendTo(chunk, 2);
        List<Object> drained = new ArrayList<>();

        batch.drain(drained::add);

        assertThat(drained).containsExactly(2, 3, 4);
        assertThat(batch.size()).isZero();
        assertThat(taken(chunk)).containsExactly(0, 1);
    }

    @Test
    void shouldKeepNothingThatWasTaken() {
        Object[] jobs = numbers(9);
        Batch batch = new Batch(jobs);

        batch.lendTo(chunk, 4);
        taken(chunk);
        assertThat(jobs).containsExactly(null, null, null, null, 4, 5, 6, 7, 8);

        batch.lendTo(chunk, 4);
        Chunk thief = new Chunk();
        chunk.stealHalf(thief);
        taken(chunk);
        chunk.forgetStolen();
        assertThat(jobs).as("after a theft").containsExactly(null, null, null, null, null, null, null, null, 8);

        batch.drain(job -> {});
        assertThat(jobs).containsOnlyNulls();
    }

    /** The chunk counts positions modulo 2^18; a batch may have 2^30 jobs, and the counters may stand anywhere. */
    @ParameterizedTest
    @CsvSource({"300000, 0, 0", "300000, 1099511627000, 262000", "1000, 1099511627600, 262100", "1000, 262100, 100"})
    void shouldLendLargeBatchesWhereverTheCountersStand(int jobs, long started, int stolen) {
        Batch batch = new Batch(numbers(jobs));
        Chunk self = new Chunk(started, stolen);
        Chunk thief = new Chunk();
        int next = 0;
        while (batch.lendTo(self, Chunk.CAPACITY) > 0) {
            if (next % 3 == 0) {
                self.stealHalf(thief);
                for (Object job : taken(thief)) {
                    assertThat(job).isEqualTo(next++);
                }
            }
            for (Object job : taken(self)) {
                assertThat(job).isEqualTo(next++);
            }
            self.forgetStolen();
        }
        assertThat(next).isEqualTo(jobs);
    }

    @Test
    void shouldGiveEachJobToExactlyOneOfMany() {
        Race.seeded(seed -> {
            Random sizes = new Random(seed);
            for (int round = 0; round < 300; round++) {
                raceForOne(1 + sizes.nextInt(400), sizes.nextLong());
            }
        });
    }

    private static void raceForOne(int jobs, long seed) throws Exception {
        Object[] all = numbers(jobs);
        Batch batch = new Batch(all);
        AtomicIntegerArray taken = new AtomicIntegerArray(jobs);
        List<Callable<?>> racers = new ArrayList<>();
        for (int racer = 0; racer < 2; racer++) {
            Random random = new Random(seed + racer);
            racers.add(() -> {
                Chunk mine = new Chunk();
                while (batch.lendTo(mine, 1 + random.nextInt(Chunk.CAPACITY)) > 0) {
                    taken(mine).forEach(job -> taken.incrementAndGet((int) job));
                }
                return null;
            });
        }
        racers.add(() -> {
            Race.spin(new Random(seed).nextInt(3_000));
            batch.drain(job -> taken.incrementAndGet((int) job));
            return null;
        });
        Race.run(racers);

        for (int job = 0; job < jobs; job++) {
            assertThat(taken.get(job)).as("job %d of %d", job, jobs).isEqualTo(1);
        }
        assertThat(all).containsOnlyNulls();
    }

    private static List<Object> taken(Chunk chunk) {
        List<Object> jobs = new ArrayList<>();
        for (int left = chunk.size(); left > 0; left--) {
            jobs.add(chunk.claim());
        }
        return jobs;
    }

    private static Object[] numbers(int count) {
        return IntStream.range(0, count).boxed().toArray();
    }
}
