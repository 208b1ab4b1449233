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
