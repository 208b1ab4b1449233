package dev.millrace.pool.runtime.handle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of those who wait for a task: who gives up leaves nothing in it, wherever he stands. */
@Timeout(60)
class WaitersTest {
    private final Task<String> task = new Task<>(new StubHome(), () -> "done");

    @Test
    void shouldTakeOutWhoGivesUpInTheMiddle() throws ReflectiveOperationException {
        List<Waiter.Sleeping> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(new Waiter.Sleeping());
            task.push(all.get(i));
        }
        for (int left : new int[] {2, 3, 0, 4, 1}) {
            int before = length();
            task.leave(all.get(left));
            assertThat(length()).isEqualTo(before - 1);
        }
    }

    @Test
    void shouldNotGrowWhenTwoPollInTurns() throws ReflectiveOperationException {
        Waiter.Sleeping last = new Waiter.Sleeping();
        task.push(last);
        for (int i = 0; i < 10_000; i++) {
            Waiter.Sleeping next = new Waiter.Sleeping();
            task.push(next);
            task.leave(last);
            last = next;
        }
        assertThat(length()).isEqualTo(1);
    }

    /** Those who stay are told, each once, however many come and go beside them. */
    @Test
    void shouldTellAllWhoStay() throws Exception {
        AtomicInteger told = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    task.onCompletion(outcome -> told.incrementAndGet());
                    assertThatExceptionOfType(TimeoutException.class)
                            .isThrownBy(() -> task.get(40, TimeUnit.MICROSECONDS));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(length()).isEqualTo(4 * 500);

        task.run();

        assertThat(told).hasValue(4 * 500);
        assertThat(length()).isZero();
    }

    private int length() throws ReflectiveOperationException {
        Field field = Task.class.getDeclaredField("waiters");
        field.setAccessible(true);
        int length = 0;
        for (Waiter at = (Waiter) field.get(task); at != null; at = at.next) {
            length++;
        }
        return length;
    }
}
