package dev.millrace.pool.runtime.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Child;
import org.junit.jupiter.api.Test;

/** A pool beside a Flight Recorder that nobody uses, and in a JVM that has none. */
class PresenceTest {

    @Test
    void shouldNotStartFlightRecorder() {
        assertThat(Child.run(JfrProbe.class).lines())
                .containsSubsequence(
                        "flight recorder: true", "started: false", "accepted: false, complete: true, rejections: 1");
    }

    /** Even the first event that is made, told or not, would have Flight Recorder load much of itself. */
    @Test
    void shouldLoadNothingOfFlightRecorder() {
        assertThat(Child.run(JfrProbe.class, "-Xlog:class+load").lines())
                .anyMatch(line -> line.contains(" " + Recorded.class.getName() + " "))
                .noneMatch(line -> line.contains(" jdk.jfr.internal."))
                .noneMatch(line -> line.contains(" " + ResizeEvent.class.getName() + " "));
    }

    /** As an image is that was linked without the module. */
    @Test
    void shouldDoWithoutTheModule() {
        assertThat(Child.run(JfrProbe.class, "--limit-modules", "java.base,java.logging")
                        .lines())
                .containsSubsequence(
                        "flight recorder: false",
                        "started: no such class",
                        "accepted: false, complete: true, rejections: 1");
    }
}
