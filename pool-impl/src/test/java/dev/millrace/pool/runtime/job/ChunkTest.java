package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTest {
    private static final long STARTED_WRAP = 1L << Chunk.STARTED_BITS;
    private static final int STOLEN_WRAP = 1 << 18;

    private final Chunk chunk = new Chunk();

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(chunk.claim()).isNull();
        assertThat(chunk.size()).isZero();
        assertThat(chunk.filling()).isZero();
        assertThat(chunk.started()).isZero();
        assertThat(chunk.stealHalf(new Chunk())).isZero();
        assertThat(drained(chunk)).isEmpty();
    }

    @Test
    void shouldGiveJobsOnlyOnceTheyArePublished() {
        chunk.add("a");
        chunk.add("b");

        assertThat(chunk.filling()).isEqualTo(2);
        assertThat(chunk.size()).isZero();
        assertThat(chunk.claim()).isNull();
        assertThat(chunk.stealHalf(new Chunk())).isZero();

        chunk.publish();

        assertThat(chunk.filling()).isZero();
        assertThat(chunk.size()).isEqualTo(2);
        assertThat(claimed(chunk)).containsExactly("a", "b");
    }

    @Test
    void shouldCountAClaimAsAStartAndNothingElse() {
        fill(chunk, 0, 10);
        chunk.claim();
        chunk.claim();
        chunk.stealHalf(new Chunk());
        drained(chunk);

        assertThat(chunk.started()).isEqualTo(2);
        assertThat(chunk.size()).isZero();
    }

    @Test
    void shouldHoldItsCapacityAgainAndAgain() {
        for (int round = 0; round < 100; round++) {
            fill(chunk, round, Chunk.CAPACITY);
            assertThat(chunk.size()).isEqualTo(Chunk.CAPACITY);
            assertThat(claimed(chunk)).isEqualTo(numbers(round, Chunk.CAPACITY));
        }
        assertThat(chunk.started()).isEqualTo(100L * Chunk.CAPACITY);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "7, 4", "31, 16", "32, 16"})
    void shouldGiveTheOlderHalfToAThief(int jobs, int half) {
        Chunk thief = new Chunk();
        fill(chunk, 0, jobs);

        assertThat(chunk.stealHalf(thief)).isEqualTo(half);

        assertThat(thief.size()).isEqualTo(half);
        assertThat(claimed(thief)).isEqualTo(numbers(0, half));
        assertThat(thief.started()).isEqualTo(half);
        assertThat(claimed(chunk)).isEqualTo(numbers(half, jobs - half));
    }

    @Test
    void shouldDrainWhatIsLeftInOrder() {
        fill(chunk, 0, 12);
        chunk.claim();
        chunk.stealHalf(new Chunk());

        assertThat(drained(chunk)).isEqualTo(numbers(7, 5));
        assertThat(chunk.claim()).isNull();
    }

    @Test
    void shouldRefillAfterATheft() {
        Chunk thief = new Chunk();
        fill(chunk, 0, Chunk.CAPACITY);
        chunk.stealHalf(thief);
        assertThat(claimed(chunk)).isEqualTo(numbers(16, 16));

        fill(chunk, 100, Chunk.CAPACITY);

        assertThat(claimed(thief)).isEqualTo(numbers(0, 16));
        assertThat(claimed(chunk)).isEqualTo(numbers(100, Chunk.CAPACITY));
    }

    /** A strand is claimed once and counts as many starts as its turn has jobs; those that wait behind it keep their places, and thefts are told from starts. */
    @Test
    void shouldCountTheJobsOfATurn() {
        for (int jobs = 0; jobs < 6; jobs++) {
            for (int thefts = 0; thefts < 6; thefts++) {
                Chunk turns = new Chunk();
                Chunk thief = new Chunk();
                turns.add(new Claimable(0, 0));
                for (int i = 0; i < 8; i++) {
                    turns.add(i);
                }
                turns.publish();
                assertThat(turns.claim()).isInstanceOf(Claimable.class);
                turns.beginTurn();
                for (int i = 0; i < jobs; i++) {
                    turns.startOfTurn();
                }
                assertThat(turns.started()).isEqualTo(jobs);
                assertThat(turns.size()).isEqualTo(8);
                for (int i = 0; i < thefts; i++) {
                    assertThat(turns.takeOldest()).isEqualTo(i);
                }
                assertThat(claimed(turns)).isEqualTo(numbers(thefts, 8 - thefts));
                assertThat(turns.started()).isEqualTo(jobs + 8 - thefts);
                turns.forgetStolen();
                assertThat(Slots.held(turns))
                        .as("%s jobs, %s thefts", jobs, thefts)
                        .isZero();
                fill(turns, 0, 3);
                assertThat(turns.stealHalf(thief)).isEqualTo(2);
                assertThat(claimed(turns)).isEqualTo(numbers(2, 1));
            }
        }
    }

    @Test
    void shouldKeepNothingThatWasTaken() {
        Chunk thief = new Chunk();
        fill(chunk, 0, Chunk.CAPACITY);
        claimed(chunk);
        assertThat(Slots.held(chunk)).as("after claims").isZero();

        fill(chunk, 0, Chunk.CAPACITY);
        chunk.stealHalf(thief);
        drained(chunk);
        assertThat(chunk.size()).isZero();
        chunk.forgetStolen();
        claimed(thief);

        assertThat(Slots.held(chunk))
                .as("after a theft, a drain and forgetStolen()")
                .isZero();
        assertThat(Slots.held(thief)).as("at the thief").isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31, 32, STARTED_WRAP - 1, STARTED_WRAP - 33})
    void shouldGoOnWhereStartedWraps(long started) {
        Chunk wrapping = new Chunk(started, 0);
        assertThat(wrapping.started()).isEqualTo(started);
        assertThat(wrapping.size()).isZero();

        for (int round = 0; round < 3; round++) {
            fill(wrapping, round, Chunk.CAPACITY);
            assertThat(claimed(wrapping)).isEqualTo(numbers(round, Chunk.CAPACITY));
        }

        assertThat(wrapping.started()).isEqualTo((started + 96) % STARTED_WRAP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, STOLEN_WRAP - 1, STOLEN_WRAP - 16, STOLEN_WRAP - 33})
    void shouldGoOnWhereStolenWraps(int stolen) {
        long started = STARTED_WRAP - 5;
        Chunk wrapping = new Chunk(started, stolen);

        for (int round = 0; round < 6; round++) {
            Chunk thief = new Chunk();
            fill(wrapping, round, Chunk.CAPACITY);
            assertThat(wrapping.stealHalf(thief)).isEqualTo(16);
            assertThat(claimed(thief)).isEqualTo(numbers(round, 16));
            assertThat(claimed(wrapping)).isEqualTo(numbers(round + 16, 16));
        }

        assertThat(wrapping.started()).as("no theft spills into it").isEqualTo((started + 96) % STARTED_WRAP);
    }

    /** Two chunks that steal from each other, beside two deques: whatever is done, they hold the same. */
    @Test
    void shouldBehaveLikeAQueue() {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            Chunk[] chunks = {new Chunk(STARTED_WRAP - 500, STOLEN_WRAP - 700), new Chunk()};
            List<ArrayDeque<Object>> models = List.of(new ArrayDeque<>(), new ArrayDeque<>());
            long[] started = {STARTED_WRAP - 500, 0};
            int next = 0;
            for (int step = 0; step < 30_000; step++) {
                int self = random.nextInt(2);
                Chunk mine = chunks[self];
                ArrayDeque<Object> model = models.get(self);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        if (model.isEmpty()) {
                            int jobs = 1 + random.nextInt(Chunk.CAPACITY);
                            borrow(mine, next, jobs, random.nextInt(100));
                            model.addAll(numbers(next, jobs));
                            next += jobs;
                        }
                    }
                    case 1 -> {
                        if (model.isEmpty()) {
                            for (int jobs = random.nextInt(Chunk.CAPACITY + 1); jobs > 0; jobs--) {
                                mine.add(next);
                                model.add(next++);
                            }
                            mine.publish();
                        }
                    }
                    case 2 -> {
                        if (model.isEmpty()) {
                            ArrayDeque<Object> victim = models.get(1 - self);
                            int half = (victim.size() + 1) / 2;
                            assertThat(chunks[1 - self].stealHalf(mine)).isEqualTo(half);
                            for (int i = 0; i < half; i++) {
                                model.add(victim.poll());
                            }
                        }
                    }
                    case 3 -> {
                        if (random.nextInt(20) == 0) {
                            assertThat(drained(mine)).isEqualTo(List.copyOf(model));
                            model.clear();
                        }
                        if (model.isEmpty()) {
                            mine.forgetStolen();
                            assertThat(Slots.held(mine)).isZero();
                        }
                    }
                    default -> {
                        Object job = mine.claim();
                        assertThat(job).as("step %d", step).isEqualTo(model.poll());
                        started[self] += job == null ? 0 : 1;
                    }
                }
                assertThat(mine.size()).isEqualTo(model.size());
                assertThat(mine.started()).isEqualTo(started[self] % STARTED_WRAP);
            }
            assertThat(started[0]).as("went over the wrap").isGreaterThan(STARTED_WRAP);
        });
    }

    /** An owner that refills and claims, two thieves, and one that drains now and then: every job comes out once. */
    @Test
    void shouldGiveEachJobToExactlyOneUnderThefts() {
        Race.seeded(seed -> {
            int jobs = 250_000;
            Chunk victim = new Chunk(STARTED_WRAP - 1_000, STOLEN_WRAP - 1_000);
            AtomicIntegerArray taken = new AtomicIntegerArray(jobs);
            AtomicBoolean over = new AtomicBoolean();
            int[] drained = {0};
            Chunk[] thieves = {new Chunk(), new Chunk()};
            List<Callable<?>> racers = new ArrayList<>();
            racers.add(() -> {
                own(victim, new Random(seed), taken);
                over.set(true);
                return null;
            });
            for (Chunk thief : thieves) {
                racers.add(() -> {
                    while (!over.get()) {
                        victim.stealHalf(thief);
                        claimAll(thief, taken);
                    }
                    return null;
                });
            }
            racers.add(() -> {
                Random random = new Random(~seed);
                while (!over.get()) {
                    Race.spin(random.nextInt(2_000));
                    victim.drain(job -> {
                        taken.incrementAndGet((int) job);
                        drained[0]++;
                    });
                }
                return null;
            });
            Race.run(racers);

            for (int job = 0; job < jobs; job++) {
                assertThat(taken.get(job)).as("job %d", job).isEqualTo(1);
            }
            long started = victim.started() - (STARTED_WRAP - 1_000) + STARTED_WRAP & STARTED_WRAP - 1;
            assertThat(started + thieves[0].started() + thieves[1].started() + drained[0])
                    .isEqualTo(jobs);
            victim.forgetStolen();
            assertThat(Slots.held(victim)).isZero();
        });
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void own(Chunk chunk, Random random, AtomicIntegerArray taken) {
        int next = 0;
        while (next < taken.length()) {
            int count = Math.min(1 + random.nextInt(Chunk.CAPACITY), taken.length() - next);
            if (random.nextBoolean()) {
                fill(chunk, next, count);
            } else {
                borrow(chunk, next, count, random.nextInt(40));
            }
            next += count;
            while (chunk.size() > 0) {
                Race.spin(random.nextInt(24));
                Object job = chunk.claim();
                if (job != null) {
                    taken.incrementAndGet((int) job);
                }
            }
            if (random.nextInt(16) == 0) {
                chunk.forgetStolen();
                Thread.yield();
            }
        }
    }

    private static void claimAll(Chunk chunk, AtomicIntegerArray taken) {
        for (Object job = chunk.claim(); job != null; job = chunk.claim()) {
            taken.incrementAndGet((int) job);
        }
    }

    private static void fill(Chunk chunk, int from, int count) {
        for (int i = from; i < from + count; i++) {
            chunk.add(i);
        }
        chunk.publish();
    }

    /** Jobs in the middle of an array, as a batch lends them. */
    private static void borrow(Chunk chunk, int from, int count, int margin) {
        Object[] array = new Object[margin + count + 3];
        for (int i = 0; i < count; i++) {
            array[margin + i] = from + i;
        }
        chunk.borrow(array, margin, count);
    }

    private static List<Object> claimed(Chunk chunk) {
        List<Object> jobs = new ArrayList<>();
        for (Object job = chunk.claim(); job != null; job = chunk.claim()) {
            jobs.add(job);
        }
        return jobs;
    }

    private static List<Object> drained(Chunk chunk) {
        List<Object> jobs = new ArrayList<>();
        chunk.drain(jobs::add);
        return jobs;
    }

    private static List<Object> numbers(int from, int count) {
        return IntStream.range(from, from + count).<Object>mapToObj(i -> i).toList();
    }
}
