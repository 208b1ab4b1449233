package dev.millrace.pool.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.metrics.prometheus.Ops;
import dev.millrace.pool.metrics.prometheus.Promtool;
import dev.millrace.pool.metrics.prometheus.WithPromtool;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@WithPromtool
class AlertRulesTest {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Test
    void shouldBeReadByPrometheus(Promtool promtool) {
        Promtool.Answer answer = promtool.checkRules(Ops.ALERTS);

        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("SUCCESS: 9 rules found");
    }

    @Test
    void shouldFireWhereTheyShouldAndNotJustBelow(Promtool promtool) {
        Promtool.Answer answer = promtool.testRules(Ops.ALERT_TESTS);

        assertThat(answer.exit()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("SUCCESS");
    }

    @Test
    void shouldEachHaveATestASeverityASummaryAndARunbook() throws IOException {
        String rules = Files.readString(Ops.ALERTS);
        String tests = Files.readString(Ops.ALERT_TESTS);
        String page = Files.readString(Ops.PAGE);
        String[] alerts = rules.split("(?=- alert: )");

        assertThat(alerts).hasSize(10);
        for (int i = 1; i < alerts.length; i++) {
            String name =
                    ALERT.matcher(alerts[i]).results().findFirst().orElseThrow().group(1);
            assertThat(alerts[i])
                    .containsPattern("severity: (warning|critical)\n")
                    .contains("summary: ", "runbook: ");
            assertThat(tests).as("a test in which %s fires", name).contains("alertname=\"" + name + '"');
            assertThat(page).as("the page tells of it").contains(name);
        }
    }
}
