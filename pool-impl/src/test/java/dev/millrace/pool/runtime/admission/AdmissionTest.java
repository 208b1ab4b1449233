package dev.millrace.pool.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.job.Chunk;
import dev.millrace.pool.runtime.job.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
    private static final long WRAP = 1L << Chunk.STARTED_BITS;

    private final AtomicLong started = new AtomicLong();
    private final Departures departures = new Departures(() -> started.get() % WRAP);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1_000})
    void shouldAdmitExactlyItsCapacity(int capacity) {
        Admission admission = new Admission(capacity, departures);

        for (int i = 0; i < capacity; i++) {
            assertThat(admission.tryAdmit(1)).as("position").isEqualTo(i);
        }

        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.FULL);
        assertThat(admission.depth()).isEqualTo(capacity);
        assertThat(admission.accepted()).isEqualTo(capacity);
    }

    @Test
    void shouldAdmitAsManyAsDepart() {
        Admission admission = new Admission(3, departures);
        admission.tryAdmit(3);

        started.set(1);
        assertThat(admission.tryAdmit(1)).isEqualTo(3);
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.FULL);

        departures.add(2);
        assertThat(admission.depth()).isEqualTo(1);
        assertThat(admission.tryAdmit(1)).isEqualTo(4);
        assertThat(admission.tryAdmit(1)).isEqualTo(5);
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.FULL);
    }

    @Test
    void shouldAdmitJobsTogetherOrNotAtAll() {
        Admission admission = new Admission(5, departures);

        assertThat(admission.tryAdmit(3)).isZero();
        assertThat(admission.tryAdmit(3)).isEqualTo(Admission.FULL);
        assertThat(admission.accepted()).isEqualTo(3);
        assertThat(admission.tryAdmit(2)).isEqualTo(3);
        assertThat(admission.tryAdmit(6)).isEqualTo(Admission.FULL);
    }

    @Test
    void shouldFreezeTheCountWhenClosed() {
        Admission admission = new Admission(5, departures);
        admission.tryAdmit(2);

        admission.close();
        admission.close();

        assertThat(admission.isClosed()).isTrue();
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.CLOSED);
        assertThat(admission.admitWaiter(1)).isEqualTo(Admission.CLOSED);
        assertThat(admission.accepted()).isEqualTo(2);
        assertThat(admission.depth()).isEqualTo(2);
    }

    @Test
    void shouldSayClosedAndNotFullWhenItIsBoth() {
        Admission admission = new Admission(1, departures);
        admission.tryAdmit(1);
        admission.setWaiters(true);
        admission.close();

        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.CLOSED);
        admission.setWaiters(false);
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.CLOSED);
        assertThat(admission.accepted()).isEqualTo(1);
    }

    @Test
    void shouldBeDrainedWhenClosedAndAllHaveLeft() {
        Admission admission = new Admission(5, departures);
        assertThat(admission.isDrained()).as("open").isFalse();
        admission.tryAdmit(3);
        admission.close();

        assertThat(admission.isDrained()).isFalse();
        started.set(2);
        assertThat(admission.isDrained()).isFalse();
        departures.add(1);
        assertThat(admission.isDrained()).isTrue();
        assertThat(admission.depth()).isZero();
    }

    @Test
    void shouldLetNobodyPassThoseWhoWait() {
        Admission admission = new Admission(4, departures);
        admission.tryAdmit(1);

        admission.setWaiters(true);
        assertThat(admission.tryAdmit(1)).isEqualTo(Admission.FULL);
        assertThat(admission.admitWaiter(1)).isEqualTo(1);
        assertThat(admission.accepted()).isEqualTo(2);

        admission.setWaiters(false);
        assertThat(admission.tryAdmit(1)).isEqualTo(2);
    }

    /** Departures come modulo 2^40; acceptance goes on counting. */
    @Test
    void shouldStayExactWhereDeparturesWrap() {
        int most = 1 << 30;
        Admission admission = new Admission(most, departures);
        long accepted = 0;
        while (accepted < WRAP - 3L * most) {
            assertThat(admission.tryAdmit(most)).isEqualTo(accepted);
            accepted += most;
            started.set(accepted);
        }
        Race.seeded(seed -> {
            Random random = new Random(seed);
            long in = admission.accepted();
            long out = in;
            while (out < WRAP + 5L * most) {
                int jobs = 1 + random.nextInt(most);
                boolean fits = in - out + jobs <= most;
                assertThat(admission.tryAdmit(jobs)).isEqualTo(fits ? in : Admission.FULL);
                in += fits ? jobs : 0;
                assertThat(admission.depth()).isEqualTo((int) (in - out));
                long leave = (long) (random.nextDouble() * (in - out + 1));
                if (random.nextInt(4) == 0) {
                    departures.add((int) leave);
                } else {
                    started.addAndGet(leave);
                }
                out += leave;
            }
            assertThat(admission.accepted()).isEqualTo(in).isGreaterThan(WRAP);
            admission.close();
            assertThat(admission.isDrained()).isEqualTo(in == out);
            departures.add((int) (in - out));
            assertThat(admission.isDrained()).isTrue();
        });
    }

    /** As many places as threads, each of which holds one at most: so there is always room, and a refusal would be a lie. */
    @Test
    void shouldNotRefuseWhileThereIsRoom() throws Exception {
        int threads = 3;
        AtomicLongArray cells = new AtomicLongArray(threads);
        Admission admission = new Admission(threads, new Departures(() -> sum(cells)));
        List<Callable<?>> racers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int self = thread;
            racers.add(() -> {
                for (int i = 0; i < 100_000; i++) {
                    assertThat(admission.tryAdmit(1)).isNotNegative();
                    cells.incrementAndGet(self);
                }
                return null;
            });
        }
        Race.run(racers);

        assertThat(admission.accepted()).isEqualTo(300_000);
        assertThat(admission.depth()).isZero();
    }

    @Test
    void shouldNeverExceedTheBoundUnderContention() {
        Race.seeded(seed -> {
            int capacity = 3;
            AtomicLongArray cells = new AtomicLongArray(4);
            Admission admission = new Admission(capacity, new Departures(() -> sum(cells)));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicLong accepted = new AtomicLong();
            List<Callable<?>> racers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int self = thread;
                Random random = new Random(seed + thread);
                racers.add(() -> {
                    for (int i = 0; i < 60_000; i++) {
                        int jobs = 1 + random.nextInt(2);
                        if (admission.tryAdmit(jobs) >= 0) {
                            accepted.addAndGet(jobs);
                            most.accumulateAndGet(inside.addAndGet(jobs), Math::max);
                            assertThat(admission.depth()).isBetween(0, capacity);
                            inside.addAndGet(-jobs);
                            cells.addAndGet(self, jobs);
                        }
                    }
                    return null;
                });
            }
            Race.run(racers);

            assertThat(most.get()).isBetween(1, capacity);
            assertThat(admission.accepted()).isEqualTo(accepted.get());
            assertThat(admission.depth()).isZero();
        });
    }

    @Test
    void shouldAcceptNothingAfterTheCloseWhoeverRaces() {
        Race.seeded(seed -> {
            for (int round = 0; round < 300; round++) {
                Admission admission = new Admission(1_000_000, departures);
                AtomicLong accepted = new AtomicLong();
                int pause = new Random(seed + round).nextInt(2_000);
                List<Callable<?>> racers = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    racers.add(() -> {
                        while (admission.tryAdmit(1) >= 0) {
                            accepted.incrementAndGet();
                        }
                        return null;
                    });
                }
                long[] frozen = {0};
                racers.add(() -> {
                    Race.spin(pause);
                    admission.close();
                    frozen[0] = admission.accepted();
                    return null;
                });
                Race.run(racers);

                assertThat(admission.accepted()).isEqualTo(frozen[0]).isEqualTo(accepted.get());
            }
        });
    }

    private static long sum(AtomicLongArray cells) {
        long sum = 0;
        for (int i = 0; i < cells.length(); i++) {
            sum += cells.get(i);
        }
        return sum;
    }
}
