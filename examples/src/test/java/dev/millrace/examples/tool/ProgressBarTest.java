package dev.millrace.examples.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ProgressBarTest {
    private final StringWriter out = new StringWriter();

    @AfterEach
    void noTerminal() {
        System.clearProperty("millrace.terminal");
    }

    @Test
    void shouldShowNothingWhereThereIsNoTerminal() {
        steps(4);

        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldWriteOverItsLineAndWipeItInTheEnd() {
        System.setProperty("millrace.terminal", "true");

        steps(4);

        assertThat(out.toString().split("\r", -1))
                .containsExactly(
                        "",
                        "[##########------------------------------]  25 %  1 of 4 files",
                        "[####################--------------------]  50 %  2 of 4 files",
                        "[##############################----------]  75 %  3 of 4 files",
                        "[########################################] 100 %  4 of 4 files",
                        "\u001b[K");
    }

    @Test
    void shouldDrawOnlyWhenThePercentageChanges() {
        System.setProperty("millrace.terminal", "true");

        steps(10_000);

        assertThat(out.toString().chars().filter(c -> c == '\r')).hasSize(101 + 1);
    }

    private void steps(int count) {
        try (ProgressBar bar = new ProgressBar(new PrintWriter(out, true), "files", count)) {
            for (int i = 0; i < count; i++) {
                bar.step();
            }
        }
    }
}
