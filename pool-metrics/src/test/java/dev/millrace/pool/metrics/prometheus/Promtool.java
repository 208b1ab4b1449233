package dev.millrace.pool.metrics.prometheus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own tool: it reads what Prometheus would read, and runs its rules. */
public final class Promtool {
    /** Says where the tool is, if not at one of the usual places. */
    private static final String PATH = "MILLRACE_PROMTOOL";

    private static final long SECONDS = 90;

    private final Path program;

    private Promtool(Path program) {
        this.program = program;
    }

    /**
     * What the tool said.
     *
     * @param exit 0 if all was well
     * @param text all that it wrote
     */
    public record Answer(int exit, String text) {}

    /** The tool of this machine, if it has one. */
    public static Optional<Promtool> find() {
        String named = System.getenv(PATH);
        Stream<Path> places = named != null
                ? Stream.of(Path.of(named))
                : Stream.of("/usr/bin", "/usr/local/bin", "/opt/prometheus").map(folder -> Path.of(folder, "promtool"));
        return places.filter(Files::isExecutable).findFirst().map(Promtool::new);
    }

    /** Parses a scrape and looks for what breaks conventions. */
    public Answer checkMetrics(String scrape) {
        return run(scrape, "check", "metrics");
    }

    /** Parses files of rules. */
    public Answer checkRules(Path rules) {
        return run("", "check", "rules", rules.toString());
    }

    /** Runs the tests of rules. */
    public Answer testRules(Path tests) {
        return run("", "test", "rules", tests.toString());
    }

    private Answer run(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            Path in = Files.createTempFile("promtool", ".in");
            Path out = Files.createTempFile("promtool", ".out");
            try {
                Files.writeString(in, input);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile())
                        .start();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " did not end");
                }
                return new Answer(process.exitValue(), Files.readString(out));
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
