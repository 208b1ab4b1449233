package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Runner;
import dev.millrace.pool.runtime.job.Arbitrated;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every order in which a submitter, a worker, and one who takes the strand over or looks for ghosts can do their steps with one key. A step is what happens under one monitor, or one access of the job queue; so these are all orders that there are. In each of
 * them every job is run once, in order and one at a time, and nothing is left of the key.
 */
class StrandStepsTest {
    private Home home;
    private Runner runner;

    @BeforeEach
    void enter() {
        home = (Home) Proxy.newProxyInstance(
                Home.class.getClassLoader(), new Class<?>[] {Home.class}, (proxy, method, arguments) -> null);
        runner = Runner.enter(home, () -> false);
    }

    @AfterEach
    void leave() {
        Runner.leave();
    }

    /** One key, its stripe and a job queue. */
    private final class World {
        @Nullable Strand scheduled;

        final Strands strands = new Strands(home, strand -> scheduled = strand, (key, elements, count) -> {});
        final Stripe stripe = strands.stripe(Strands.hash("key"));
        final ArrayDeque<Strand> queue = new ArrayDeque<>();
        final List<Integer> ran = new ArrayList<>();
        int running;

        void run(Object job) {
            if (job instanceof Integer number) {
                ran.add(number);
            }
        }

        /** What must be true after each step. */
        void check() {
            assertThat(running).isBetween(0, 1);
            assertThat(queue).doesNotHaveDuplicates();
        }

        /** What workers do in the end. */
        void finish(int jobs) {
            for (Strand strand = queue.poll(); strand != null; strand = queue.poll()) {
                for (Object job = strand.begin(runner); job != null; job = strand.next()) {
                    run(job);
                }
            }
            assertThat(ran).hasSize(jobs).isSorted().doesNotHaveDuplicates();
            assertThat(stripe.find("key", Strands.hash("key")))
                    .as("what is left of the key")
                    .isNull();
        }
    }

    /** A thread that does one step after the other; false when it has ended. */
    private interface Actor {
        boolean step();
    }

    private Actor submitter(World world, int jobs) {
        return new Actor() {
            private int next;
            private @Nullable Strand fresh;

            @Override
            public boolean step() {
                if (fresh != null) {
                    world.queue.add(fresh);
                    fresh = null;
                } else {
                    world.scheduled = null;
                    world.strands.add("key", next++);
                    fresh = world.scheduled;
                }
                return fresh != null || next < jobs;
            }
        };
    }

    /** Takes one element and runs up to so many jobs of it; a job is between its step and the next. */
    private Actor worker(World world, int most) {
        return new Actor() {
            private @Nullable Strand strand;
            private boolean begun;
            private boolean again;
            private int left = most;
            private int looks = 3;

            @Override
            public boolean step() {
                if (strand == null) {
                    strand = world.queue.poll();
                    return strand != null || --looks > 0;
                }
                if (again) {
                    world.queue.add(strand);
                    return false;
                }
                if (begun) {
                    world.running--;
                }
                if (left == 0) {
                    again = strand.release();
                    return again;
                }
                Object job = begun ? strand.next() : strand.begin(runner);
                begun = true;
                left--;
                if (job == null) {
                    return false;
                }
                world.running++;
                world.run(job);
                return true;
            }
        };
    }

    /** Takes the strand over, if nobody runs it, and runs up to so many jobs. */
    private Actor helper(World world, int most, boolean evenIfNone) {
        return new Actor() {
            private @Nullable Strand held;
            private boolean again;
            private int left = most;
            private int looks = 3;

            @Override
            public boolean step() {
                if (held == null) {
                    held = world.stripe.takeOver("key", Strands.hash("key"), runner, evenIfNone);
                    world.running += held == null ? 0 : 1;
                    return held != null || --looks > 0;
                }
                if (again) {
                    world.queue.add(held);
                    return false;
                }
                Object job = left-- > 0 ? held.take() : null;
                if (job != null) {
                    world.run(job);
                    return true;
                }
                world.running--;
                again = held.release();
                return again;
            }
        };
    }

    /** A full queue that makes room, and a poller that leaves ghosts out. */
    private Actor sweeper(World world, int times) {
        return new Actor() {
            private int left = times;

            @Override
            public boolean step() {
                world.queue.removeIf(left % 2 == 0 ? Arbitrated::isGhost : Arbitrated::isSpent);
                return --left > 0;
            }
        };
    }

    /** Makes the actors anew for each order. */
    private interface Cast {
        List<Actor> in(World world);
    }

    /** Depth first over all orders, each from the beginning: what choices were open at each step is noted on the way. */
    private long explore(int jobs, Cast cast) {
        List<Integer> path = new ArrayList<>();
        AtomicLong orders = new AtomicLong();
        boolean more = true;
        while (more) {
            List<Integer> open = new ArrayList<>();
            World world = new World();
            List<Actor> alive = new ArrayList<>(cast.in(world));
            for (int depth = 0; !alive.isEmpty(); depth++) {
                if (depth == path.size()) {
                    path.add(0);
                }
                open.add(alive.size());
                int choice = path.get(depth);
                if (!alive.get(choice).step()) {
                    alive.remove(choice);
                }
                world.check();
            }
            world.finish(jobs);
            orders.incrementAndGet();
            more = advance(path, open);
        }
        return orders.get();
    }

    private static boolean advance(List<Integer> path, List<Integer> open) {
        while (!path.isEmpty()) {
            int last = path.size() - 1;
            int next = path.remove(last) + 1;
            if (next < open.get(last)) {
                path.add(next);
                return true;
            }
        }
        return false;
    }

    @Test
    void shouldLoseNothingBetweenASubmitterAndTwoWorkers() {
        long orders = explore(3, world -> List.of(submitter(world, 3), worker(world, 1), worker(world, 2)));

        assertThat(orders).isGreaterThan(1_000);
    }

    @Test
    void shouldLoseNothingBetweenASubmitterAWorkerAndAHelper() {
        long orders = explore(3, world -> List.of(submitter(world, 3), worker(world, 2), helper(world, 1, false)));

        assertThat(orders).isGreaterThan(1_000);
    }

    /** One that wants the turn also if there is no job: it keeps it while others come. */
    @Test
    void shouldLoseNothingToOneThatHoldsAnEmptyStrand() {
        long orders = explore(2, world -> List.of(submitter(world, 2), worker(world, 2), helper(world, 1, true)));

        assertThat(orders).isGreaterThan(1_000);
    }

    @Test
    void shouldLoseNothingToOneThatSweepsGhosts() {
        long orders = explore(
                2, world -> List.of(submitter(world, 2), worker(world, 1), helper(world, 1, true), sweeper(world, 2)));

        assertThat(orders).isGreaterThan(10_000);
    }

    @Test
    void shouldLoseNothingBetweenTwoSubmitters() {
        World world = new World();
        world.strands.add("key", 0);
        assertThat(world.scheduled).isNotNull();
        world.scheduled = null;
        world.strands.add("key", 1);
        assertThat(world.scheduled).as("it lies in the queue already").isNull();
    }
}
