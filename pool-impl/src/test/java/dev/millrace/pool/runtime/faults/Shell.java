package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands of the operating system. */
final class Shell {
    private static final long GUARD_SECONDS = 40;

    private Shell() {}

    /** Runs a script to its end, which must come normally. */
    static void run(String script, String... arguments) {
        assertThat(exitOf(script, arguments)).as(script).isZero();
    }

    /** Whether a script ends normally. */
    static boolean succeeds(String script, String... arguments) {
        return exitOf(script, arguments) == 0;
    }

    private static int exitOf(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(GUARD_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + script);
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(script, e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
