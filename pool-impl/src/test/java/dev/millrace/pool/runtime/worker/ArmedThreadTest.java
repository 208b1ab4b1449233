package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.QuietLog;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(QuietLog.class)
class ArmedThreadTest {

    @Test
    void shouldTellOnceThatItsThreadCouldNotBeMade() {
        AtomicInteger asked = new AtomicInteger();
        ArmedThread thread = new ArmedThread(
                "a part",
                () -> {
                    asked.incrementAndGet();
                    throw new OutOfMemoryError("no threads");
                },
                new Failures("armed", null));

        thread.arm();
        thread.arm();

        assertThat(asked).hasValue(1);
        assertThat(thread.thread()).isNull();
    }
}
