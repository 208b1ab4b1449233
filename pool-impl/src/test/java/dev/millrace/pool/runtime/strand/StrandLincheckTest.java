package dev.millrace.pool.runtime.strand;

import dev.millrace.pool.runtime.handle.Home;
import dev.millrace.pool.runtime.handle.Runner;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two keys, submitters, and workers that claim strands and run turns of two jobs. After each scenario what is left is run to the end: each job ran once, a key's in order and one at a time, and nothing stays of the keys. */
@Tag("lincheck")
public class StrandLincheckTest {
    private static final int TURN = 2;

    private final Home home = (Home) Proxy.newProxyInstance(
            Home.class.getClassLoader(), new Class<?>[] {Home.class}, (proxy, method, arguments) -> null);
    private final ConcurrentLinkedQueue<Strand> queue = new ConcurrentLinkedQueue<>();
    private final Strands strands = new Strands(home, queue::add, (key, elements) -> {});
    private final Runner runner;
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicInteger inOrder = new AtomicInteger();
    /** Written by who has a key's turn, and by nothing else that would order it: so two runners of one key lose a job here. */
    private final List<Integer> ran = new ArrayList<>();

    private final List<Integer> ranOfOther = new ArrayList<>();

    public StrandLincheckTest() {
        runner = Runner.enter(home, () -> false);
        Runner.leave();
        strands.stripe(0); // makes them all: a long loop, which is not the point
    }

    /** In order, as one submitter does it. */
    @Operation(nonParallelGroup = "submitter")
    public void add() {
        added.incrementAndGet();
        strands.add("key", inOrder.getAndIncrement());
    }

    @Operation(nonParallelGroup = "submitter")
    public void addToOther() {
        added.incrementAndGet();
        strands.add("other", inOrder.getAndIncrement());
    }

    @Operation
    public void turn() {
        Strand strand = queue.poll();
        if (strand != null) {
            run(strand, TURN);
        }
    }

    private void run(Strand strand, int most) {
        Object job = strand.begin(runner);
        if (job == null) {
            return;
        }
        List<Integer> mine = strand.key().equals("key") ? ran : ranOfOther;
        for (int i = 1; job != null; i++) {
            mine.add((Integer) job);
            job = i < most ? strand.next() : null;
        }
        if (strand.release()) {
            queue.add(strand);
        }
    }

    @Validate
    public void eachJobOnceAndInOrder() {
        for (Strand strand = queue.poll(); strand != null; strand = queue.poll()) {
            run(strand, Integer.MAX_VALUE);
        }
        if (ran.size() + ranOfOther.size() != added.get() || !ascending(ran) || !ascending(ranOfOther)) {
            throw new IllegalStateException(added + " were added, " + ran + " and " + ranOfOther + " ran");
        }
        if (strands.haveWaiting() || strands.stripe(Strands.hash("key")).find("key", Strands.hash("key")) != null) {
            throw new IllegalStateException("something is left of a key");
        }
    }

    private static boolean ascending(List<Integer> jobs) {
        for (int i = 1; i < jobs.size(); i++) {
            if (jobs.get(i - 1) >= jobs.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void shouldRunEachJobOnceUnderModelChecking() {
        check(new ModelCheckingOptions().iterations(6).invocationsPerIteration(80));
    }

    @Test
    void shouldRunEachJobOnceUnderStress() {
        check(new StressOptions().iterations(6).invocationsPerIteration(300));
    }

    private void check(Options<?, ?> options) {
        options.threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(0).check(getClass());
    }
}
