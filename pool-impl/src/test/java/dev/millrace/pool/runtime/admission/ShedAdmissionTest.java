package dev.millrace.pool.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.job.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** The bound while load is shed, and while that begins and ends under those who come in. */
class ShedAdmissionTest {
    private static final int THREADS = 4;
    private static final int ATTEMPTS = 40_000;
    /** On a busy machine those who come in may all be done before load was shed once. */
    private static final int MOST_ATTEMPTS = 1_000 * ATTEMPTS;

    private static long sum(AtomicLongArray cells) {
        long sum = 0;
        for (int i = 0; i < cells.length(); i++) {
            sum += cells.get(i);
        }
        return sum;
    }

    @Test
    void letsExactlySoManyInWhereAllComeAtOnce() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            Admission admission = new Admission(1_000, new Departures(() -> 0));
            admission.shed(new Shedding(3, () -> false, "test"));
            AtomicInteger in = new AtomicInteger();
            List<Callable<?>> racers = new ArrayList<>();
            for (int thread = 0; thread < (round == 0 ? THREADS : 2); thread++) {
                racers.add(() -> {
                    for (int i = 0; i < 5; i++) {
                        in.addAndGet(admission.tryAdmit(1) >= 0 ? 1 : 0);
                    }
                    return null;
                });
            }
            Race.run(racers);
            assertThat(in).hasValue(3);
            assertThat(admission.depth()).isEqualTo(3);
        }
    }

    @Test
    void keepsTheBoundAndTheCountWhileItComesAndGoes() {
        Race.seeded(seed -> {
            int capacity = 5;
            AtomicLongArray cells = new AtomicLongArray(THREADS);
            Admission admission = new Admission(capacity, new Departures(() -> sum(cells)));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicLong accepted = new AtomicLong();
            AtomicLong shed = new AtomicLong();
            AtomicInteger left = new AtomicInteger(THREADS);
            List<Callable<?>> racers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int self = thread;
                Random random = new Random(seed + thread);
                racers.add(() -> {
                    for (int i = 0; i < ATTEMPTS || shed.get() == 0 && i < MOST_ATTEMPTS; i++) {
                        int jobs = 1 + random.nextInt(2);
                        long answer = admission.tryAdmit(jobs, random.nextInt(4));
                        if (answer >= 0) {
                            accepted.addAndGet(jobs);
                            most.accumulateAndGet(inside.addAndGet(jobs), Math::max);
                            Thread.onSpinWait();
                            inside.addAndGet(-jobs);
                            cells.addAndGet(self, jobs);
                        } else {
                            assertThat(answer).isIn(Admission.FULL, Admission.SHED);
                            shed.addAndGet(answer == Admission.SHED ? 1 : 0);
                        }
                    }
                    left.decrementAndGet();
                    return null;
                });
            }
            racers.add(() -> {
                Random random = new Random(seed - 1);
                while (left.get() > 0) {
                    admission.shed(
                            random.nextBoolean() ? null : new Shedding(1 + random.nextInt(3), () -> false, "test"));
                    Thread.onSpinWait();
                }
                admission.shed(null);
                return null;
            });
            Race.run(racers);

            assertThat(most.get()).isBetween(1, capacity);
            assertThat(admission.accepted()).isEqualTo(accepted.get());
            assertThat(admission.depth()).isZero();
            assertThat(shed.get()).isPositive();
            assertThat(admission.tryAdmit(capacity)).as("nothing is shed now").isNotNegative();
        });
    }
}
