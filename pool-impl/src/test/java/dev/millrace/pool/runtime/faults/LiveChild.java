package dev.millrace.pool.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A JVM of a test's own that is spoken to while it runs: by lines, and by signals. */
final class LiveChild implements AutoCloseable {
    private static final long GUARD_SECONDS = 40;

    private final Process process;
    private final PrintWriter orders;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Thread reader = new Thread(this::read, "child-reader");

    private LiveChild(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a main class of the tests. */
    static LiveChild start(Class<?> main, String... flags) {
        return new LiveChild(command(main, flags));
    }

    /** The same in a control group, of which the JVM is a member before its first thread is made. */
    static LiveChild startIn(ControlGroup group, Class<?> main, String... flags) {
        List<String> command = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "echo $$ > \"$0\" && exec \"$@\"",
                group.members().toString()));
        command.addAll(command(main, flags));
        return new LiveChild(command);
    }

    private static List<String> command(Class<?> main, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-ea", "-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("the output broke off: " + e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Says a line to it. */
    void say(String line) {
        orders.println(line);
    }

    /** Awaits that it says a line, which it has not said before. */
    LiveChild awaitLine(String line) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GUARD_SECONDS);
        while (!lines.contains(line) && process.isAlive() && System.nanoTime() < end) {
            pause(5);
        }
        assertThat(lines).as("what the child said").contains(line);
        return this;
    }

    /** Stops all its threads where they are. */
    void stop() {
        signal("STOP");
    }

    /** Lets them go on. */
    void goOn() {
        signal("CONT");
    }

    /** Stops it and lets it go on, for some time each, many times. */
    void stutter(int times, String stoppedSeconds, String runningSeconds) {
        Shell.run(
                "i=0; while [ $i -lt " + times + " ]; do kill -STOP $0; sleep " + stoppedSeconds
                        + "; kill -CONT $0; sleep " + runningSeconds + "; i=$((i+1)); done",
                Long.toString(pid()));
    }

    private void signal(String name) {
        Shell.run("kill -" + name + " $0", Long.toString(pid()));
    }

    /** Awaits its end, which must come normally; gives all that it has said. */
    List<String> end() {
        try {
            boolean ended = process.waitFor(GUARD_SECONDS, TimeUnit.SECONDS);
            if (ended) {
                Await.end(reader);
            }
            assertThat(ended).as("it ends: %s", lines).isTrue();
            assertThat(process.exitValue()).as("%s", lines).isZero();
            return List.copyOf(lines);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Lets time pass: it is a part of the fault, and nothing is concluded from it. */
    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
