package dev.millrace.pool.metrics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.SizingRecord;
import dev.millrace.pool.metrics.LatencyReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineBuilderTest {
    private final TimelineBuilder builder = new TimelineBuilder(Runs.START, Runs.stats(0));

    @Test
    void shouldKeepEachIntervalWhileThereIsRoom() {
        for (int i = 0; i < TimelineBuilder.MOST_POINTS; i++) {
            add(i, 1);
        }

        assertThat(builder.timeline().points())
                .hasSize(TimelineBuilder.MOST_POINTS)
                .allSatisfy(point -> assertThat(point.length()).isEqualTo(Duration.ofSeconds(1)));
    }

    @Test
    void shouldHalveItsResolutionWhenItIsFullAndLoseNothingElse() {
        int intervals = 5 * TimelineBuilder.MOST_POINTS + 3;
        List<LatencyReport> all = new ArrayList<>();
        for (int i = 0; i < intervals; i++) {
            all.add(add(i, 3));
            assertThat(builder.timeline().points()).hasSizeLessThanOrEqualTo(TimelineBuilder.MOST_POINTS);
        }

        List<TimelinePoint> points = builder.timeline().points();
        assertThat(points).hasSizeGreaterThan(TimelineBuilder.MOST_POINTS / 2);
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).from()).isEqualTo(points.get(i - 1).to());
        }
        assertThat(points.get(0).from()).isEqualTo(Runs.START);
        assertThat(points.get(points.size() - 1).to()).isEqualTo(Runs.START.plusSeconds(intervals));
        assertThat(points.stream().mapToLong(TimelinePoint::ran)).hasSize(points.size());
        assertThat(points.stream().mapToLong(TimelinePoint::ran).sum()).isEqualTo(3L * intervals);
        assertThat(points.stream().mapToLong(TimelinePoint::failed).sum()).isEqualTo(3L * intervals / 100);
        assertThat(points.stream().mapToInt(TimelinePoint::depth).max()).hasValue(3 * intervals / 1_000);
        assertThat(builder.report().latency().text())
                .isEqualTo(LatencyReport.combined(all).text());
    }

    @Test
    void shouldCountFromItsBeginOn() {
        TimelineBuilder late = new TimelineBuilder(Runs.START, Runs.stats(5_000));
        late.add(Runs.second(0, 100), Runs.stats(6_000), List.of());

        assertThat(late.counts().jobs().accepted()).isEqualTo(1_000);
        assertThat(late.timeline().points()).singleElement().satisfies(point -> {
            assertThat(point.ran()).isEqualTo(1_000);
            assertThat(point.failed()).isEqualTo(10);
            assertThat(point.rejected()).isEqualTo(20);
            assertThat(point.ranPerSecond()).isEqualTo(1_000);
            assertThat(point.arrivedPerSecond()).isEqualTo(1_020);
        });
    }

    @Test
    void shouldNoteEachResizeOnceAndNoOtherDecisions() {
        SizingRecord early = Runs.resize(-1, 1, 2, "before");
        SizingRecord grown = Runs.resize(1, 2, 3, "deep");
        SizingRecord stays = Runs.resize(2, 3, 3, "fine");
        SizingRecord again = Runs.resize(3, 3, 4, "deep");
        builder.add(Runs.second(0, 1), Runs.stats(1), List.of(early));
        builder.add(Runs.second(1, 1), Runs.stats(2), List.of(early, grown));
        builder.add(Runs.second(2, 1), Runs.stats(3), List.of(early, grown, stays));
        builder.add(Runs.second(3, 1), Runs.stats(4), List.of(grown, stays, again));

        assertThat(builder.timeline().resizes()).extracting(ResizeMark::change).containsExactly("2 to 3", "3 to 4");
    }

    @Test
    void shouldKeepTheLastResizesOnly() {
        for (int i = 0; i < TimelineBuilder.MOST_RESIZES + 50; i++) {
            builder.add(Runs.second(i, 0), Runs.stats(0), List.of(Runs.resize(i, 1 + i % 2, 2 - i % 2, "turn " + i)));
        }

        assertThat(builder.timeline().resizes()).hasSize(TimelineBuilder.MOST_RESIZES);
        assertThat(builder.timeline().resizes().get(0).reason()).isEqualTo("turn 50");
    }

    @Test
    void shouldHaveNoReportBeforeTheFirstInterval() {
        assertThatThrownBy(builder::report)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no interval to report");
    }

    private LatencyReport add(int second, int jobs) {
        LatencyReport latency = Runs.second(second, jobs);
        builder.add(latency, Runs.stats((long) jobs * (second + 1)), List.of());
        return latency;
    }
}
