package dev.millrace.pool.runtime.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import dev.millrace.pool.runtime.support.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens before what: all data of these jobs are plain, and only the service stands between their threads. */
class MemoryTest extends Contract {
    private static final int ROUNDS = 500;

    /** Plain fields, so many that they do not all come across by luck. */
    private static final class Plain {
        private final int[] values = new int[64];

        void fill(int value) {
            for (int i = values.length - 1; i >= 0; i--) {
                values[i] = value;
            }
        }

        int sum() {
            int sum = 0;
            for (int value : values) {
                sum += value;
            }
            return sum;
        }
    }

    /** The submitter's writes are the job's; the job's are whoever's sees that it is done, by whatever means. */
    @OnEverySubject
    void thereAndBack(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        for (int round = 1; round <= Scale.rounds(ROUNDS); round++) {
            int number = round;
            Plain there = new Plain();
            Plain back = new Plain();
            there.fill(number);
            Callable<Integer> job = () -> {
                back.fill(number);
                return there.sum();
            };
            Future<Integer> future;
            switch (round % 4) {
                case 0 -> future = service.submit(job);
                case 1 -> {
                    future = service.submit(job);
                    Await.spinning(future::isDone, () -> "should be done");
                }
                case 2 -> future = service.invokeAll(List.of(job)).get(0);
                default -> {
                    assertThat((int) service.invokeAny(List.of(job))).isEqualTo(64 * number);
                    future = service.submit(there::sum);
                }
            }
            assertThat(future.get()).isEqualTo(64 * number);
            assertThat(back.sum()).isEqualTo(64 * number);
        }
    }

    /** What executes without a future is published as well. */
    @OnEverySubject
    void intoExecutedJobs(Subject subject) throws Exception {
        ExecutorService service = open(subject);
        List<Integer> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int round = 1; round <= Scale.rounds(ROUNDS); round++) {
            int number = round;
            Plain there = new Plain();
            there.fill(number);
            service.execute(() -> {
                if (there.sum() != 64 * number) {
                    wrong.add(number);
                }
            });
        }
        drain(service);
        assertThat(wrong).isEmpty();
    }

    /** The jobs of the one thread see each other's work. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.millrace.pool.runtime.contract.Subjects#alone")
    void fromJobToJob(Subject subject) throws Exception {
        ExecutorService service = open(subject, 4 * ROUNDS);
        int[] plain = new int[1];
        for (int round = 0; round < ROUNDS; round++) {
            service.execute(() -> plain[0]++);
            service.submit(() -> plain[0]++);
            if (round % 100 == 50) {
                service.execute(() -> {
                    throw new IllegalStateException("the next one runs on another thread, perhaps");
                });
            }
        }
        drain(service);
        assertThat(plain[0]).isEqualTo(2 * ROUNDS);
    }
}
