package dev.millrace.pool.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Child;
import org.junit.jupiter.api.Test;

/** In a JVM of its own, since its flags matter. */
class ThreadLocalsTest {

    @Test
    void shouldBeForgottenAfterEachJobAndTheThreadStillBeAWorker() {
        String printed = Child.run(ThreadLocalsProbe.class, "--add-opens", "java.base/java.lang=ALL-UNNAMED");

        assertThat(printed.lines().filter(line -> line.startsWith("platform")))
                .containsExactly("platform 0 leaks, nested 3");
        assertThat(printed.lines().filter(line -> line.startsWith("virtual")))
                .allMatch(line -> line.equals("virtual 0 leaks, nested 3"));
    }

    @Test
    void shouldNameTheFlagWithoutWhichTheyCannotBeForgotten() {
        String printed = Child.run(ThreadLocalsProbe.class);

        assertThat(printed.lines())
                .first()
                .isEqualTo(
                        "platform refused: pool 'locals': resetThreadLocals(true) needs the JVM flag --add-opens java.base/java.lang=ALL-UNNAMED");
    }
}
