package dev.millrace.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.match.Use;
import dev.millrace.bench.table.Results;
import dev.millrace.cli.Millrace;
import dev.millrace.tool.ContextSwitches;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("once")
class CompareCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @Test
    void shouldListTheScenarios() {
        assertThat(run("--list")).isZero();
        assertThat(out.toString().lines().toList())
                .anyMatch(line -> line.startsWith("S1b  "))
                .anyMatch(line -> line.contains("./millrace simulate"))
                .anyMatch(line -> line.contains("./millrace tax"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            S99                   | SCENARIO must be one of those that --list tells, was 'S99'
            S11                   | S11 is not played here: sizing policies beside an oracle: run './millrace simulate'
            s12                   | S12 is not played here: what it costs to be watched: run './millrace tax'
            --peers NOBODY        | Invalid value for option '--peers'
            --rounds -1           | --forks, --rounds and --round-millis must be >= 0
            --workers 0           | --workers must be 1 to 1,000, was 0
            --capacity 1023       | --capacity must be >= 1,024, was 1,023
            --json .              | --json must be a file, was '.'
            """)
    void shouldTellWrongUsage(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldPlayAScenarioAndTellTheTableAndTheVerdict(@TempDir Path folder) throws IOException {
        Path json = folder.resolve("kept/compare.json");

        int code = run(
                "s1",
                "--forks=2",
                "--rounds=2",
                "--round-millis=2",
                "--peers=MILLRACE,THREAD_POOL_LINKED,ENHANCED_QUEUE_CREDITS",
                "--json=" + json);

        assertThat(errors.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString().lines().toList())
                .anyMatch(line -> line.startsWith("limits  round-trip   VOLATILE_ROUND_TRIP "))
                .anyMatch(line -> line.startsWith("limits  hiccups "))
                .anyMatch(line -> line.startsWith("S1      empty        MILLRACE ") && line.endsWith("yes"))
                .anyMatch(line -> line.startsWith("S1      100ns        ENHANCED_QUEUE_CREDITS "))
                .anyMatch(line -> line.startsWith("S1      empty        BARE_SPSC "))
                .anyMatch(line -> line.startsWith("S1   gate     "))
                .anyMatch(line -> line.startsWith("S1   moonshot "));
        assertThat(Files.readString(json))
                .contains("\"command\":\"./millrace compare s1 --forks=2", "\"fork\":2", "\"MILLRACE\"");
    }

    @Test
    void shouldFailWhenAContenderLosesJobs() {
        Order order = new Order(List.of("S1"), List.of("MILLRACE", "NETTY"), 2, 1_024, Effort.SHORT, false, 1);
        Line fine = line("MILLRACE", Role.OURS, null);
        Line lost = line("NETTY", Role.PEER, "lost 7 jobs");

        assertThat(CompareCommand.tell(order, new Results(List.of(fine)), new PrintWriter(out)))
                .isZero();
        assertThat(CompareCommand.tell(order, new Results(List.of(fine, lost)), new PrintWriter(out)))
                .isOne();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.contains("NETTY") && line.endsWith("FAILED: lost 7 jobs"));
    }

    private static Line line(String name, Role role, String failure) {
        Use use = new Use(1, ContextSwitches.UNKNOWN, 1);
        return new Line("S1", "empty", name, role, 1, 1, 1, 1, use, Map.of("rate", 1.0), failure);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "compare";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(all);
    }
}
