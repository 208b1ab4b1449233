package dev.millrace.pool.metrics.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window: it opens a page, runs its scripts, and gives the page as it is then, or a picture of it. */
public final class Chromium {
    /** Says where the browser is, if not at one of the usual places. */
    private static final String PATH = "MILLRACE_CHROMIUM";

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars");
    private static final long SECONDS = 90;

    private final Path program;
    private final Path home;

    private Chromium(Path program, Path home) {
        this.program = program;
        this.home = home;
    }

    /**
     * The browser of this machine, if it has one.
     *
     * @param home an empty folder for what the browser keeps
     */
    public static Optional<Chromium> find(Path home) {
        String named = System.getenv(PATH);
        Stream<Path> places = named != null
                ? Stream.of(Path.of(named))
                : Stream.of("chromium", "chromium-browser", "google-chrome").map(name -> Path.of("/usr/bin", name));
        return places.filter(Files::isExecutable).findFirst().map(program -> new Chromium(program, home));
    }

    /**
     * The page after its scripts have run.
     *
     * @param address such as {@code file:///...} or {@code http://127.0.0.1:8080/}
     * @param millis how much time passes for the page, in its own clock
     */
    public String dom(String address, int millis) throws IOException, InterruptedException {
        return run("--virtual-time-budget=" + millis, "--dump-dom", address);
    }

    /** A picture of the page, as PNG. */
    public void screenshot(String address, int width, int height, int millis, Path png)
            throws IOException, InterruptedException {
        run(
                "--virtual-time-budget=" + millis,
                "--window-size=" + width + "," + height,
                "--screenshot=" + png.toAbsolutePath(),
                address);
        assertThat(png).isNotEmptyFile();
    }

    /** A page that lives until it is closed. */
    public Tab open(String address) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(home, "profile");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        return Tab.open(command, profile, address);
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + Files.createTempDirectory(home, "profile"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(home, "out", ".txt");
        Path log = Files.createTempFile(home, "log", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends in time", command)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("exit of %s: %s", command, Files.readString(log))
                .isZero();
        return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
    }
}
