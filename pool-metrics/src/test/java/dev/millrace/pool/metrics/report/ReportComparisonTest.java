package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.metrics.LatencySeries;
import dev.millrace.pool.metrics.report.ReportComparison.Row;
import dev.millrace.pool.metrics.report.ReportComparison.SharedFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportComparisonTest {
    private final RunReport a = Runs.tenSeconds();
    private final RunReport b = RunReport.of(Runs.second(3, 500))
            .with(List.of(new Fact("Rate", "achieved", "500 jobs/s"), new Fact("Pool", "workers", "4")));
    private final ReportComparison comparison = new ReportComparison("first", a, Runs.EVIL, b);

    @TempDir
    Path folder;

    @Test
    void shouldDivideThePercentilesOfTheSecondByThoseOfTheFirst() {
        assertThat(comparison.rows(LatencySeries.WAIT))
                .extracting(Row::name)
                .containsExactly("p50", "p90", "p99", "p99.9", "p99.99", "max", "mean");
        Row p99 = comparison.rows(LatencySeries.WAIT).get(2);
        long ofA = a.latency().series(LatencySeries.WAIT).percentile(99);
        long ofB = b.latency().series(LatencySeries.WAIT).percentile(99);
        assertThat(p99).isEqualTo(new Row("p99", ofA, ofB));
        assertThat(p99.ratio()).isEqualTo((double) ofB / ofA);
        assertThat(comparison.text()).containsPattern("p99 .* " + ComparisonText.ratio(p99.ratio()));
    }

    @Test
    void shouldHaveNoRatioToNothing() {
        RunReport empty = RunReport.of(Runs.second(0, 0));
        ReportComparison withNothing = new ReportComparison("a", empty, "b", b);

        assertThat(withNothing.rows(LatencySeries.RUN))
                .allSatisfy(row -> assertThat(row.ratio()).isNaN());
        assertThat(withNothing.text()).containsPattern("p99 +- +\\S+ \\S+ +-");
        assertThat(withNothing.html()).doesNotContain("NaN");
    }

    @Test
    void shouldMarkTheFactsThatDifferAndThoseAlone() {
        assertThat(comparison.facts())
                .filteredOn(SharedFact::differs)
                .extracting(each -> each.fact().name())
                .contains("achieved", "label", "workers", "length")
                .doesNotContain("JDK", "processors", "pool", "recorded");
        assertThat(comparison.facts()).contains(new SharedFact(new Fact("Pool", "workers", ""), "4"));
        assertThat(comparison.text())
                .contains("! Rate, achieved\n    A  1,000 jobs/s ended by running\n    B  500 jobs/s")
                .contains("! Pool, workers\n    A  not known\n    B  4")
                .doesNotContain("! Machine, JDK");
        assertThat(comparison.html())
                .containsPattern("<tr class=\"differs\"><th class=\"words\" scope=\"row\">Rate, achieved")
                .containsPattern("<tr class=\"\"><th class=\"words\" scope=\"row\">Machine, JDK");
    }

    @Test
    void shouldWriteBothFilesOrNone() throws IOException {
        assertThat(comparison.writeTo(folder.resolve("new")))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("comparison.txt", "comparison.html");

        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> comparison.writeTo(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write a report into the directory " + file);
    }

    @Test
    void shouldEscapeNamesAndNeedNothingFromOutside() {
        assertThat(comparison.html())
                .doesNotContain("http://", "https://", "<img", "<script>document")
                .contains("&lt;img");
        assertThat(comparison.text()).doesNotContain("\u001b");
    }
}
