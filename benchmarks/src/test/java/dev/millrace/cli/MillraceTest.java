package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillraceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "load --help",
                "compare --help",
                "measure --help",
                "measure idle --help",
                "report --help",
                "report compare --help",
                "cost --help",
                "tax --help",
                "scale --help",
                "simulate --help",
                "soak --help",
                "example --help",
                "example service --help"
            })
    void shouldHelp(String line) {
        assertThat(run(line)).isZero();
        assertThat(out.toString()).startsWith("Usage: millrace");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void shouldTellItsVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("millrace ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | A command is missing: load or compare or fan-outs or measure or report or cost or tax or scale or simulate or soak or example
            lod                    | Did you mean: millrace load?
            nonsense               | No command 'nonsense'
            example nonsense       | No command 'nonsense'
            --nonsense             | Unknown option: '--nonsense'
            load --worker 3        | Possible solutions: --workers
            measure                | What is to be measured is missing: idle or memory or alloc or overload
            measure idle --seconds | Missing required parameter for option '--seconds'
            report                 | Missing required parameter: 'REPORT'
            report /no/such        | /no/such: there is no such report
            report compare a       | Missing required parameter: 'B'
            report compare a b     | a: there is no such report
            compare --rounds -1    | --forks, --rounds and --round-millis must be >= 0
            compare --peers NOBODY | Invalid value for option '--peers'
            """)
    void shouldTellWrongUsage(String line, String message) {
        assertThat(run(line)).isEqualTo(2);
        assertThat(errors.toString()).contains(message).contains("--help' tells more");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String line) {
        String[] arguments = line.isEmpty() ? new String[0] : line.split(" ", -1);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
