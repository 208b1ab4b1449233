package dev.millrace.pool.runtime.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.pool.runtime.job.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleTest {
    private final Sleeper[] sleepers = Stream.generate(Sleeper::new).limit(5).toArray(Sleeper[]::new);
    private final Idle idle = new Idle(() -> sleepers);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 1_000})
    void shouldLetHalfSearchRoundedUp(int all) {
        int most = (all + 1) / 2;
        for (int i = 0; i < most; i++) {
            assertThat(idle.trySearch(all)).isTrue();
        }

        assertThat(idle.trySearch(all)).isFalse();
        assertThat(idle.searching()).isEqualTo(most);
        assertThat(idle.sleeping()).isZero();
    }

    @Test
    void shouldTellTheLastSearcherThatItIsTheLast() {
        idle.trySearch(5);
        idle.trySearch(5);
        idle.trySearch(5);

        assertThat(idle.endSearch()).isFalse();
        assertThat(idle.announceSleep(sleepers[0], true)).isFalse();
        assertThat(idle.endSearch()).isTrue();
        assertThat(idle.announceSleep(sleepers[1], false)).isTrue();
        assertThat(idle.searching()).isZero();
        assertThat(idle.sleeping()).isEqualTo(2);
    }

    @Test
    void shouldWakeNobodyWhenNobodySleeps() {
        assertThat(idle.wakeOne(null)).isFalse();
        assertThat(idle.wake(sleepers[0])).isFalse();
        idle.wakeAll();

        assertThat(idle.searching()).isZero();
        assertThat(idle.wakes()).isZero();
    }

    @Test
    void shouldWakeOneAndCountItAsASearcherBeforeItRuns() {
        asleep(0, 1, 2);

        assertThat(idle.wakeOne(null)).isTrue();

        assertThat(idle.searching()).isEqualTo(1);
        assertThat(idle.sleeping()).isEqualTo(2);
        assertThat(stillSleeping()).hasSize(2);
        assertThat(idle.wakeOne(null)).as("its successor is on its way").isFalse();
        assertThat(idle.wakes()).isEqualTo(1);
    }

    @Test
    void shouldWakeNobodyWhileSomebodySearches() {
        asleep(0);
        idle.trySearch(5);

        assertThat(idle.wakeOne(sleepers[0])).isFalse();

        idle.endSearch();
        assertThat(idle.wakeOne(sleepers[0])).isTrue();
    }

    @Test
    void shouldWakeWhoeverSearchesWhenAskedForOne() {
        asleep(0, 1);
        idle.trySearch(5);

        assertThat(idle.wake(sleepers[1])).isTrue();

        assertThat(stillSleeping()).containsExactly(sleepers[0]);
        assertThat(idle.searching()).isEqualTo(2);
    }

    @Test
    void shouldPreferTheFavouriteIfItSleeps() {
        asleep(0, 1, 2);

        idle.wake(sleepers[2]);
        idle.wake(sleepers[2]);
        idle.wake(sleepers[4]);

        assertThat(stillSleeping()).isEmpty();
        assertThat(idle.sleeping()).isZero();
        assertThat(idle.searching()).isEqualTo(3);
    }

    @Test
    void shouldWakeAll() {
        asleep(0, 1, 2, 3, 4);

        idle.wakeAll();

        assertThat(stillSleeping()).isEmpty();
        assertThat(idle.searching()).isEqualTo(5);
        for (Sleeper sleeper : sleepers) {
            idle.sleep(sleeper);
        }
    }

    @Test
    void shouldEndASleepByANotificationAlone() throws Exception {
        AtomicInteger interrupted = new AtomicInteger(-1);
        Thread thread = new Thread(() -> {
            sleepers[0].bind();
            idle.announceSleep(sleepers[0], false);
            idle.sleep(sleepers[0]);
            interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
        });
        thread.start();
        for (int i = 0; i < 20; i++) {
            awaitParked(thread);
            LockSupport.unpark(thread);
            thread.interrupt();
            assertThat(sleepers[0].isSleeping()).isTrue();
        }
        awaitParked(thread);
        assertThat(idle.sleeping()).isEqualTo(1);

        idle.wakeOne(null);

        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(thread.isAlive()).isFalse();
        assertThat(interrupted).as("an interrupt of a sleeper is nobody's").hasValue(0);
    }

    /** One thread plays all: the word says how many search and sleep, and each right to notify finds its sleeper. */
    @Test
    void shouldConserveSleepersAndNotifications() {
        Race.seeded(seed -> {
            Random random = new Random(seed);
            List<Sleeper> awake = new ArrayList<>(List.of(sleepers));
            List<Sleeper> asleep = new ArrayList<>();
            int searching = 0;
            int wakes = 0;
            for (int step = 0; step < 20_000; step++) {
                int searchersBefore = searching;
                switch (random.nextInt(5)) {
                    case 0 -> {
                        if (idle.trySearch(5)) {
                            searching++;
                        }
                        assertThat(searching > searchersBefore).isEqualTo(searchersBefore < 3);
                    }
                    case 1 -> {
                        if (searching > 0) {
                            searching--;
                            assertThat(idle.endSearch()).isEqualTo(searching == 0);
                        }
                    }
                    case 2 -> {
                        if (!awake.isEmpty()) {
                            boolean wasSearching = searching > 0 && random.nextBoolean();
                            searching -= wasSearching ? 1 : 0;
                            Sleeper sleeper = awake.remove(random.nextInt(awake.size()));
                            asleep.add(sleeper);
                            assertThat(idle.announceSleep(sleeper, wasSearching))
                                    .isEqualTo(searching == 0);
                        }
                    }
                    default -> {
                        Sleeper favourite = random.nextBoolean() ? null : sleepers[random.nextInt(5)];
                        boolean any = random.nextBoolean();
                        boolean expected = !asleep.isEmpty() && (any || searching == 0);
                        assertThat(any ? idle.wake(favourite) : idle.wakeOne(favourite))
                                .isEqualTo(expected);
                        if (expected) {
                            wakes++;
                            searching++;
                            Sleeper woken = asleep.stream()
                                    .filter(sleeper -> !sleeper.isSleeping())
                                    .findFirst()
                                    .orElseThrow();
                            assertThat(asleep.contains(favourite) && woken != favourite)
                                    .as("the favourite was passed over")
                                    .isFalse();
                            idle.sleep(woken);
                            asleep.remove(woken);
                            awake.add(woken);
                        }
                    }
                }
                assertThat(idle.searching()).isEqualTo(searching);
                assertThat(idle.sleeping()).isEqualTo(asleep.size());
                assertThat(asleep).allMatch(Sleeper::isSleeping);
                assertThat(idle.wakes()).isEqualTo(wakes);
            }
        });
    }

    /** Publishers lay tokens down and wake one; takers search and sleep. After each burst all tokens must go, though nobody polls. */
    @Test
    void shouldLoseNoTokenBetweenPublishersAndSleepers() {
        Race.seeded(seed -> {
            Tokens tokens = new Tokens();
            int takers = 3;
            Sleeper[] own = Stream.generate(Sleeper::new).limit(takers).toArray(Sleeper[]::new);
            Idle market = new Idle(() -> own);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < takers; i++) {
                Sleeper sleeper = own[i];
                Random random = new Random(seed + i);
                threads.add(new Thread(() -> take(tokens, market, sleeper, takers, random), "taker-" + i));
            }
            threads.forEach(Thread::start);
            List<Callable<?>> publishers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random random = new Random(~seed - i);
                publishers.add(() -> {
                    publish(tokens, market, takers, random);
                    return null;
                });
            }
            try {
                Race.run(publishers);
            } finally {
                tokens.over = true;
                market.wakeAll();
                for (Thread thread : threads) {
                    thread.join(TimeUnit.SECONDS.toMillis(20));
                }
            }
            assertThat(threads).noneMatch(Thread::isAlive);
            assertThat(tokens.laid.get()).isZero();
            assertThat(market.sleeping()).isZero();
            assertThat(market.searching()).isZero();
        });
    }

    /**
     * Each round lays as many tokens as there are takers, and whoever takes one holds on to it until all are taken: so each token needs a taker of its own, and one that is stranded
     * beside a sleeper stops the round.
     */
    @Test
    void shouldFindATakerForEachTokenWhileTheOthersAreBusy() {
        Race.seeded(seed -> {
            int takers = 3;
            Tokens tokens = new Tokens();
            Sleeper[] own = Stream.generate(Sleeper::new).limit(takers).toArray(Sleeper[]::new);
            Idle market = new Idle(() -> own);
            List<Callable<?>> racers = new ArrayList<>();
            for (Sleeper sleeper : own) {
                racers.add(() -> {
                    hold(tokens, market, sleeper, takers);
                    return null;
                });
            }
            racers.add(() -> {
                Random random = new Random(seed);
                try {
                    for (int round = 1; round <= 8_000; round++) {
                        layRound(tokens, market, takers, random);
                        tokens.awaitTaken(round * takers);
                    }
                } finally {
                    tokens.over = true;
                    market.wakeAll();
                }
                return null;
            });
            Race.run(racers);

            assertThat(tokens.taken).hasValue(8_000 * takers);
            assertThat(market.sleeping()).isZero();
            assertThat(market.searching()).isZero();
        });
    }

    /** Lays tokens just when the takers of the round before search, announce, look again or sleep. */
    private static void layRound(Tokens tokens, Idle market, int takers, Random random) {
        long start = System.nanoTime();
        long pause = random.nextInt(60_000);
        while (System.nanoTime() - start < pause) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < takers; i++) {
            tokens.laid.incrementAndGet();
            market.wakeOne(null);
            Race.spin(random.nextInt(4) == 0 ? random.nextInt(400) : 0);
        }
    }

    private static void hold(Tokens tokens, Idle market, Sleeper sleeper, int takers) {
        sleeper.bind();
        Search search = new Search(market, tokens, sleeper);
        while (!tokens.over) {
            if (tokens.take()) {
                search.found(1);
                int taken = tokens.taken.incrementAndGet();
                tokens.awaitTaken((taken + takers - 1) / takers * takers);
            } else {
                search.rest(takers);
            }
        }
        search.end();
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void publish(Tokens tokens, Idle market, int takers, Random random) {
        for (int burst = 0; burst < 3_000; burst++) {
            for (int left = 1 + random.nextInt(4); left > 0; left--) {
                tokens.laid.incrementAndGet();
                market.wakeOne(null);
                Race.spin(random.nextInt(50));
            }
            boolean untilAllSleep = random.nextInt(8) == 0;
            while (tokens.laid.get() > 0 || (untilAllSleep && market.sleeping() < takers)) {
                Thread.yield();
                if (Thread.currentThread().isInterrupted()) {
                    throw new AssertionError(tokens.laid + " tokens lie there, " + market.sleeping() + " sleep, "
                            + market.searching() + " search");
                }
            }
        }
    }

    private static void take(Tokens tokens, Idle market, Sleeper sleeper, int takers, Random random) {
        sleeper.bind();
        Search search = new Search(market, tokens, sleeper);
        while (!tokens.over) {
            if (tokens.take()) {
                search.found(1);
                Race.spin(random.nextInt(200));
            } else {
                search.rest(takers);
            }
        }
        search.end();
    }

    private void asleep(int... which) {
        for (int i : which) {
            idle.announceSleep(sleepers[i], false);
        }
    }

    private List<Sleeper> stillSleeping() {
        return Stream.of(sleepers).filter(Sleeper::isSleeping).toList();
    }

    private static void awaitParked(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    /** Work that consists of its number. */
    private static final class Tokens implements Work {
        final AtomicInteger laid = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();
        volatile boolean over;

        boolean take() {
            int now = laid.get();
            while (now > 0 && !laid.compareAndSet(now, now - 1)) {
                now = laid.get();
            }
            return now > 0;
        }

        /** Gives its processor away meanwhile: on few of them the one that is to take the token may need it. */
        @SuppressWarnings("ThreadPriorityCheck")
        void awaitTaken(int number) {
            while (taken.get() < number && !over) {
                Thread.yield();
                if (Thread.currentThread().isInterrupted()) {
                    throw new AssertionError(laid + " tokens lie there, " + taken + " of " + number + " are taken");
                }
            }
        }

        @Override
        public boolean visible() {
            return laid.get() > 0;
        }

        @Override
        public boolean moreVisible() {
            return laid.get() > 0;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean asleep() {
            return false;
        }
    }
}
