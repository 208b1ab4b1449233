package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                     | not a report of Millrace
            hello                                                  | not a report of Millrace
            []                                                     | not a report of Millrace
            {}                                                     | it has no "format":"millrace-report"
            {"format":"other"}                                     | it has no "format":"millrace-report"
            {"format":"millrace-report"}                           | it has no "version"
            {"format":"millrace-report","version":2}               | its version is 2, only 1 is known
            {"format":"millrace-report","version":1}               | it has no "latency"
            {"format":"millrace-report","version":1,"latency":3}   | not a report of Millrace
            """)
    void shouldTellWhatIsWrongWithAFile(String content, String problem) throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), content == null ? "" : content);

        assertThatThrownBy(() -> RunReport.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": not a report of Millrace: ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "pool":"orders"        | "pool":"or/ders"                     | pool must be 1 to 64
            "from":"2026-01-02     | "from":"yesterday                    | yesterday
            "recordedOneIn":1      | "recordedOneIn":3                    | oneIn must be 0 or a power of two
            "cause":"POLICY"       | "cause":"MOON"                       | MOON
            "digits":2             | "digits":9                           | numberOfSignificantValueDigits
            "buckets":[[           | "buckets":[[-5,1],[                  | not a report of Millrace
            "buckets":[[           | "buckets":[[5,1],[                   | all series must hold the same jobs
            """)
    void shouldTellWhatIsWrongInsideOfAReport(String before, String after, String problem) throws IOException {
        String json = Runs.tenSeconds().json();
        assertThat(json).contains(unquoted(before));
        Path file = Files.writeString(
                folder.resolve("x.json"),
                json.replaceFirst(Pattern.quote(unquoted(before)), Matcher.quoteReplacement(unquoted(after))));

        assertThatThrownBy(() -> RunReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": not a report of Millrace: ")
                .hasMessageContaining(problem);
    }

    private static String unquoted(String text) {
        return text.strip();
    }

    @Test
    void shouldNameTheLineOfALogThatIsDamaged() throws IOException {
        Path file = Files.writeString(folder.resolve("x.hlog"), "#[Pool: a, recorded: 1 in 1]\nnonsense\n\n");

        assertThatThrownBy(() -> RunReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ", line 2: not the latency log of a pool: malformed interval");
    }

    @Test
    void shouldTellWhenThereIsNoReportOrNotOne() throws IOException {
        assertThatThrownBy(() -> RunReport.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": there is no report in it: neither a .json nor an .hlog");
        assertThatThrownBy(() -> RunReport.read(folder.resolve("x")))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("x") + ": there is no such report");

        Files.writeString(folder.resolve("a.json"), "");
        Files.writeString(folder.resolve("b.json"), "");
        assertThatThrownBy(() -> RunReport.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": there are several reports in it, name one of them: [a.json, b.json]");
    }

    @Test
    void shouldTellOfAFileThatIsNoText() throws IOException {
        Path file = Files.write(folder.resolve("x.json"), new byte[] {(byte) 0xFF, 0, (byte) 0xFE});

        assertThatThrownBy(() -> RunReport.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": not a report of Millrace: it is not text");
    }
}
