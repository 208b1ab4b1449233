package dev.millrace.pool.runtime.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.Series;
import dev.millrace.pool.Slo;
import dev.millrace.pool.SloState;
import dev.millrace.pool.SloStatus;
import dev.millrace.pool.StuckJob;
import dev.millrace.pool.runtime.events.Courier;
import dev.millrace.pool.runtime.events.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;

/** What is told by the pool's events, read back from a recording. */
class ToldEventsTest {
    private final List<Throwable> failures = new ArrayList<>();
    private final Events events = new Events(
            Flight.of("told"),
            List.of(),
            new Courier(Thread::new, warning -> {}),
            (part, failure) -> failures.add(failure));

    @Test
    void shouldTellOfAStuckJobAndOfItsEnd() {
        StackTraceElement[] frames = new StackTraceElement[100];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = new StackTraceElement("a.B", "c" + i, "B.java", i);
        }
        try (Tape tape = Tape.of("dev.millrace.StuckJob", "told")) {
            events.stuck(new StuckJob("w-1", "fetch", Instant.EPOCH, Duration.ofSeconds(61), List.of(frames), true));
            events.freed(new StuckJob("w-1", "fetch", Instant.EPOCH, Duration.ofSeconds(90), List.of(), false));

            List<RecordedEvent> told = tape.events();
            assertThat(told).hasSize(2);
            RecordedEvent stuck = told.get(0);
            assertThat(stuck.getString("worker")).isEqualTo("w-1");
            assertThat(stuck.getString("job")).isEqualTo("fetch");
            assertThat(stuck.getDuration("age")).isEqualTo(Duration.ofSeconds(61));
            assertThat(stuck.getBoolean("ended")).isFalse();
            assertThat(stuck.getBoolean("interrupted")).isTrue();
            assertThat(stuck.getString("stack").lines()).hasSize(32).startsWith("a.B.c0(B.java:0)");
            RecordedEvent freed = told.get(1);
            assertThat(freed.getBoolean("ended")).isTrue();
            assertThat(freed.getBoolean("interrupted")).isFalse();
            assertThat(freed.getDuration("age")).isEqualTo(Duration.ofSeconds(90));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void shouldTellHowAnObjectiveStands() {
        Slo slo = Slo.p99(Series.RUN, Duration.ofSeconds(1)).named("fast");
        try (Tape tape = Tape.of("dev.millrace.SloState", "told")) {
            events.slo(new SloStatus(slo, SloState.BREACHED, 0.97, 12_345, 3.5, 7.25, Instant.EPOCH, true));

            RecordedEvent told = tape.events().get(0);
            assertThat(told.getString("objective")).isEqualTo("fast");
            assertThat(told.getString("state")).isEqualTo("BREACHED");
            assertThat(told.getDouble("good")).isEqualTo(0.97);
            assertThat(told.getDouble("target")).isEqualTo(0.99);
            assertThat(told.getLong("events")).isEqualTo(12_345);
            assertThat(told.getDouble("burnRate")).isEqualTo(3.5);
            assertThat(told.getDouble("shortBurnRate")).isEqualTo(7.25);
            assertThat(told.getBoolean("shedding")).isTrue();
        }
        assertThat(failures).isEmpty();
    }

    /** By default all are on but the one of which there may be very many. */
    @Test
    void shouldRecordFlushesOnlyWhenAsked() {
        Flight flight = Flight.of("told");
        try (Tape tape = Tape.ofDefaults("dev.millrace.BatchFlush", "told")) {
            flight.flushed(3, 0, FlushCause.FULL);
            assertThat(tape.events()).isEmpty();
        }
        try (Tape tape = Tape.of("dev.millrace.BatchFlush", "told")) {
            flight.flushed(3, 0, FlushCause.FULL);
            assertThat(tape.events()).hasSize(1);
        }
        try (Tape tape = Tape.ofDefaults("dev.millrace.StuckJob", "told")) {
            events.stuck(new StuckJob("w-1", "fetch", Instant.EPOCH, Duration.ofSeconds(61), List.of(), true));
            assertThat(tape.events()).hasSize(1);
        }
    }

    /** The name of each event, its category and a description of what it and its fields mean are in the recording itself. */
    @Test
    void shouldDescribeItself() {
        try (Tape tape = Tape.of("dev.millrace.SloState", "told")) {
            Slo slo = Slo.errorsBelow(0.001);
            events.slo(new SloStatus(slo, SloState.OK, 1, 0, 0, 0, Instant.EPOCH, false));
            RecordedEvent told = tape.events().get(0);
            assertThat(told.getEventType().getLabel()).isEqualTo("Objective State");
            assertThat(told.getEventType().getCategoryNames()).containsExactly("Millrace");
            assertThat(told.getEventType().getDescription()).contains("service level objective");
            assertThat(told.getEventType().getField("good").getContentType()).isEqualTo("jdk.jfr.Percentage");
        }
    }
}
