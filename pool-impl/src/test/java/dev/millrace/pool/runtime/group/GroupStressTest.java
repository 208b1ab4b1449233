package dev.millrace.pool.runtime.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.FanOut;
import dev.millrace.pool.FanOutException;
import dev.millrace.pool.JobGroup;
import dev.millrace.pool.JobHandle;
import dev.millrace.pool.PoolStats;
import dev.millrace.pool.Race;
import dev.millrace.pool.WhenFull;
import dev.millrace.pool.WorkerPool;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.InEveryMode;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Everything at once, by chance: failures, cancels, deadlines, limits, closes. Every group ends, every handle completes, every count adds up. */
@Guarded
class GroupStressTest {
    private static final List<WhenFull> POLICIES =
            List.of(WhenFull.block(), WhenFull.reject(), WhenFull.callerRuns(), WhenFull.dropOldest());

    @InEveryMode
    void shouldEndWhateverHappens(Mode mode, Seed seed) throws Exception {
        for (int round = 0; round < Scale.rounds(60); round++) {
            SplittableRandom random = seed.random(round);
            WorkerPool pool = mode.pool("stress", random.nextInt(mode.leastWorkers(), 5))
                    .queueCapacity(random.nextInt(1, 64))
                    .whenFull(POLICIES.get(random.nextInt(POLICIES.size())))
                    .build();
            Queue<JobHandle<?>> handles = new ConcurrentLinkedQueue<>();
            List<Thread> owners = new ArrayList<>();
            AtomicInteger open = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                SplittableRandom own = random.split();
                Thread owner = new Thread(() -> grow(pool, handles, own, 4, open), "owner " + i);
                owners.add(owner);
                owner.start();
            }
            boolean closes = random.nextInt(3) == 0;
            if (closes) {
                pool.close(Duration.ofMillis(random.nextInt(5)));
            }
            for (Thread owner : owners) {
                owner.join(TimeUnit.SECONDS.toMillis(20));
                assertThat(owner.isAlive())
                        .as("%s in round %d: %s%n%s", owner, round, List.of(owner.getStackTrace()), pool.explain())
                        .isFalse();
            }
            pool.close();
            assertThat(open).hasValue(0);
            assertThat(handles).allMatch(JobHandle::isDone);
            PoolStats.Jobs jobs = pool.stats().jobs();
            assertThat(jobs.ended()).as("%s", jobs).isEqualTo(jobs.accepted());
        }
    }

    private static void grow(
            WorkerPool pool, Queue<JobHandle<?>> handles, SplittableRandom random, int depth, AtomicInteger open) {
        open.incrementAndGet();
        try (JobGroup group = pool.group(policy(random))) {
            int forks = random.nextInt(8);
            for (int i = 0; i < forks; i++) {
                SplittableRandom own = random.split();
                JobHandle<?> handle = group.fork(() -> {
                    act(pool, group, handles, own, depth - 1, open);
                    return null;
                });
                handles.add(handle);
                if (random.nextInt(12) == 0) {
                    handle.cancel(random.nextBoolean());
                }
            }
            if (random.nextInt(12) == 0) {
                group.cancel();
            }
            if (random.nextBoolean()) {
                group.join();
                assertThat(group.active()).isZero();
            }
        } catch (FanOutException | RejectedExecutionException expected) {
            assertThat(expected.getMessage()).isNotEmpty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private static void act(
            WorkerPool pool,
            JobGroup group,
            Queue<JobHandle<?>> handles,
            SplittableRandom random,
            int depth,
            AtomicInteger open)
            throws Exception {
        int choice = random.nextInt(10);
        if (choice == 0) {
            throw new IOException("by chance");
        }
        if (depth == 0) {
            return;
        }
        if (choice == 1) {
            handles.add(group.fork(() -> {}));
        } else if (choice == 2) {
            pool.first(
                    List.of(1, 2, 3),
                    input -> {
                        if (random.nextBoolean()) {
                            throw new IOException("by chance");
                        }
                        return input;
                    },
                    random.nextBoolean()
                            ? Race.allAtOnce()
                            : Race.hedged(Duration.ofNanos(random.nextInt(1, 100_000))));
        } else if (choice == 3) {
            TimeUnit.MICROSECONDS.sleep(random.nextInt(200));
        } else {
            grow(pool, handles, random, depth, open);
        }
    }

    private static FanOut policy(SplittableRandom random) {
        FanOut policy = random.nextBoolean() ? FanOut.failFast() : FanOut.collectAll();
        if (random.nextInt(6) == 0) {
            policy = policy.within(Duration.ofNanos(random.nextInt(1, 2_000_000)));
        }
        return random.nextInt(6) == 0 ? policy.atMost(random.nextInt(1, 4)) : policy;
    }
}
