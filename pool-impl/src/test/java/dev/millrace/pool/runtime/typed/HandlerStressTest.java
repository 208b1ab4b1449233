package dev.millrace.pool.runtime.typed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.DeadLetter;
import dev.millrace.pool.HandlerDrainReport;
import dev.millrace.pool.HandlerPool;
import dev.millrace.pool.HandlerPoolBuilder;
import dev.millrace.pool.runtime.support.Accounts;
import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Guarded;
import dev.millrace.pool.runtime.support.Ledger;
import dev.millrace.pool.runtime.support.Mode;
import dev.millrace.pool.runtime.support.Poison;
import dev.millrace.pool.runtime.support.Scale;
import dev.millrace.pool.runtime.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Handlers that fail in every way while the size changes and submitters push: every job has one end, every handler one open and one close. */
@Guarded
class HandlerStressTest {
    private static final int SUBMITTERS = 2;
    private static final int JOBS = Scale.rounds(3_000);

    static Stream<Arguments> modesAndKinds() {
        return Stream.of(Mode.values())
                .flatMap(mode -> Stream.of(
                        Arguments.of(mode, false, false),
                        Arguments.of(mode, true, false),
                        Arguments.of(mode, true, true),
                        Arguments.of(mode, false, true)));
    }

    @ParameterizedTest(name = "{0}, in batches: {1}, to the end: {2}")
    @MethodSource("modesAndKinds")
    void shouldAccountForEveryJobAndHandler(Mode mode, boolean batches, boolean toTheEnd, Seed seed) {
        Witness witness = new Witness();
        Ledger ledger = new Ledger(SUBMITTERS * JOBS);
        AtomicInteger opens = new AtomicInteger();
        Witness.Act act = (probe, job) -> {
            if (job % 101 == 50) {
                throw new IOException("job " + job);
            }
            if (job % 997 == 500) {
                throw new LinkageError("job " + job);
            }
            if (job % 1499 == 700) {
                Poison.die();
            }
            if (!batches || job < 0) {
                ledger.ran(job);
            }
        };
        HandlerPoolBuilder<Integer> builder = HandlerPoolTest.pool(mode, "stress", 2)
                .workers(2, 6)
                .queueCapacity(64)
                .quarantineAfter(2)
                .keepDeadLetters(100_000)
                .renewAfterErrors(2)
                .renewAfter(Duration.ofMillis(5));
        if (batches) {
            builder.batchHandler(16, () -> {
                failSometimes(opens);
                return witness.probe(act);
            });
        } else {
            builder.handler(() -> {
                failSometimes(opens);
                return witness.probe(act);
            });
        }
        HandlerPool<Integer> pool = builder.build();
        List<Thread> threads = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < SUBMITTERS; i++) {
            SplittableRandom random = seed.random(i);
            int from = i * JOBS;
            threads.add(new Thread(() -> submit(pool, from, random), "submitter"));
        }
        Thread resizer = new Thread(() -> resize(pool, seed.random(99), over), "resizer");
        threads.forEach(Thread::start);
        resizer.start();
        Await.end(threads);
        over.set(true);
        Await.end(resizer);
        HandlerDrainReport<Integer> report = pool.close(toTheEnd ? Duration.ofSeconds(30) : Duration.ZERO);

        Accounts.assertClosed(report.pool());
        witness.assertAllClosedOnce();
        assertThat(report.pool().stats().jobs().accepted()).isEqualTo(SUBMITTERS * JOBS);
        assertThat(report.handlers().opened()).isEqualTo(witness.probes.size());
        assertThat(report.handlers().open()).isZero();
        assertThat(report.handlers().opening()).isZero();
        long poison = report.deadLetters().stream()
                .filter(letter -> letter.reason() == DeadLetter.Reason.POISON)
                .count();
        if (toTheEnd) {
            assertThat(report.complete()).as("%s", report).isTrue();
            long deadly = IntStream.range(0, SUBMITTERS * JOBS)
                    .filter(job -> job % 101 != 50 && (job % 997 == 500 || job % 1499 == 700))
                    .count();
            long failing = IntStream.range(0, SUBMITTERS * JOBS)
                    .filter(job -> job % 101 == 50)
                    .count();
            assertThat(poison).isEqualTo(deadly);
            assertThat(report.pool().stats().jobs().failed()).isEqualTo(deadly + failing);
        }
        if (!batches) {
            long ran = IntStream.range(0, SUBMITTERS * JOBS)
                    .filter(job -> ledger.runs(job) > 0)
                    .count();
            assertThat(ran)
                    .isEqualTo(ledger.total())
                    .isEqualTo(report.pool().stats().jobs().completed());
        }
    }

    private static void failSometimes(AtomicInteger opens) {
        if (opens.incrementAndGet() % 13 == 5) {
            throw new IllegalStateException("no handler this time");
        }
    }

    private static void submit(HandlerPool<Integer> pool, int from, SplittableRandom random) {
        int job = from;
        while (job < from + JOBS) {
            switch (random.nextInt(3)) {
                case 0 -> pool.offer(job++);
                case 1 -> pool.submit(job++);
                default -> {
                    int to = Math.min(from + JOBS, job + random.nextInt(1, 20));
                    pool.offerAll(IntStream.range(job, to).boxed().toList());
                    job = to;
                }
            }
        }
    }

    private static void resize(HandlerPool<Integer> pool, SplittableRandom random, AtomicBoolean over) {
        while (!over.get()) {
            int size = random.nextInt(2, 7);
            pool.workers().resize(size, size);
            Thread.yield();
        }
    }
}
