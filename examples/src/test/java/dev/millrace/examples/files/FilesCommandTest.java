package dev.millrace.examples.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.examples.tool.CommandRun;
import dev.millrace.examples.tool.NewThreads;
import dev.millrace.examples.tool.Output;
import dev.millrace.examples.tool.ProgressBar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class FilesCommandTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("abc"), "abc");
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(folder.resolve("deep/er/verse.txt"), "one two\nthree\n\n  four   five\n", UTF_8);
        Files.createFile(folder.resolve("empty"));
    }

    @Test
    void shouldTellSizeLinesWordsAndHashOfEveryFile() {
        NewThreads threads = new NewThreads("millrace-");

        CommandRun run = run("--workers", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(squeezed(run))
                .contains("29 4 5 "
                        + Pass.facts(row("deep/er/verse.txt")).sha256().substring(0, 12) + " deep/er/verse.txt")
                .contains("3 0 1 " + ABC.substring(0, 12) + " abc")
                .contains("0 0 0 e3b0c44298fc empty")
                .contains("32 4 6 in 3 files, 0 could not be read");
        assertThat(run.lastLine()).isEqualTo("files=3 errors=0 bytes=32 verified=true");
        assertThat(threads.left(Duration.ofSeconds(5))).isEmpty();
    }

    @Test
    void shouldKeepAFileThatCannotBeReadAsARow() throws IOException {
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("nowhere"));

        CommandRun run = run("--workers", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(squeezed(run)).contains("not read dangling: NoSuchFileException");
        assertThat(run.lastLine()).isEqualTo("files=4 errors=1 bytes=32 verified=true");
    }

    @Test
    void shouldKeepAFileWithoutPermissionAsARow() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "nobody reads this");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("permissions bind this user").isFalse();

        CommandRun run = run("--workers", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(squeezed(run)).contains("not read secret: AccessDeniedException");
    }

    @Test
    void shouldNotVerifyWhatChangedMeanwhile() throws IOException {
        FilesRun run = new FilesRun(FileTree.below(folder), 2);
        Pass before = run.inTurn();
        Files.delete(folder.resolve("abc"));
        StringWriter out = new StringWriter();

        Pass after = run.atOnce(new ProgressBar(new PrintWriter(out), "files", 3));

        assertThat(after.errors()).extracting(Row::error).containsExactly("NoSuchFileException");
        assertThat(new FilesReport(folder, new Output(new PrintWriter(out)))
                        .verdict(List.of(after), List.of(before), 3))
                .isFalse();
        assertThat(out.toString()).endsWith("verified=false" + System.lineSeparator());
    }

    @Test
    void shouldFollowLinksToFilesAndLeaveOutThoseToFolders() throws IOException {
        Files.createSymbolicLink(folder.resolve("link-to-file"), Path.of("abc"));
        Files.createSymbolicLink(folder.resolve("link-to-folder"), Path.of("deep"));

        CommandRun run = run("--workers", "2");

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(squeezed(run)).contains("3 0 1 " + ABC.substring(0, 12) + " link-to-file");
        assertThat(run.lastLine()).startsWith("files=4 errors=0 ");
    }

    @Test
    void shouldReadNothingMoreOnceItIsStopped() throws IOException {
        FilesRun run = new FilesRun(FileTree.below(folder), 2);
        run.stop();

        assertThat(run.inTurn().rows()).isEmpty();
        assertThat(run.atOnce(new ProgressBar(new PrintWriter(new StringWriter()), "files", 3))
                        .rows())
                .hasSizeLessThan(3);
    }

    @Test
    void shouldSpeakOfTheLargestFirst() {
        assertThat(run("--show", "1").lines().get(1)).endsWith("deep/er/verse.txt");
        assertThat(run("--show", "1").out()).contains("and 2 more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --workers=0   | --workers must be 1 to 256, was 0
            --rounds=0    | --rounds must be 1 to 100, was 0
            --show=-1     | --show must be 0 or more rows, was -1
            nowhere/at/all | DIR must be a folder, was 'nowhere/at/all'
            """)
    void shouldTellWhatIsWrongWithAnOption(String argument, String message) {
        CommandRun run = CommandRun.of(new FilesCommand(), argument);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains(message);
        assertThat(run.out()).isEmpty();
    }

    private Row row(String name) {
        return new FilesRun(List.of(folder.resolve(name)), 1).inTurn().rows().get(folder.resolve(name));
    }

    private CommandRun run(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = folder.toString();
        System.arraycopy(options, 0, all, 1, options.length);
        return CommandRun.of(new FilesCommand(), all);
    }

    /** The lines with single spaces. */
    private static List<String> squeezed(CommandRun run) {
        return run.lines().stream()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
    }
}
