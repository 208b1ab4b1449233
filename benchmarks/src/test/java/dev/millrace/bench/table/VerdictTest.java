package dev.millrace.bench.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Metric;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.table.Bound.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Metric RATE = Metric.more("rate", "M jobs/s");
    private static final Metric TIME = Metric.less("p50", "us");

    private final List<Line> lines = new ArrayList<>();

    @Test
    void shouldBeMetWhenAlsoTheWorseEndIsBeyondTheBound() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 40, 41, 42));
        lines.addAll(Lines.of("S1", "empty", "OTHER", Role.PEER, RATE, 10, 10, 10));

        assertThat(outcome(new Bound("empty", RATE, "OTHER", 4))).isEqualTo(Outcome.MET);
        assertThat(outcome(new Bound("empty", RATE, "OTHER", 4.05))).isEqualTo(Outcome.NARROWLY);
        assertThat(outcome(new Bound("empty", RATE, "OTHER", 4.3))).isEqualTo(Outcome.MISSED);
    }

    @Test
    void shouldWantLessWhereLessIsBetter() {
        lines.addAll(Lines.of("S1", "spin", "MILLRACE", Role.OURS, TIME, 1, 2, 3));
        lines.addAll(Lines.of("S1", "spin", "BARE", Role.LIMIT, TIME, 1, 1, 1));

        assertThat(outcome(new Bound("spin", TIME, Bound.LIMIT, 3))).isEqualTo(Outcome.MET);
        assertThat(outcome(new Bound("spin", TIME, Bound.LIMIT, 2))).isEqualTo(Outcome.NARROWLY);
        assertThat(outcome(new Bound("spin", TIME, Bound.LIMIT, 1.5))).isEqualTo(Outcome.MISSED);
        assertThat(outcome(new Bound("spin", TIME, Bound.VALUE, 3))).isEqualTo(Outcome.MET);
        assertThat(outcome(new Bound("spin", TIME, Bound.VALUE, 1.9))).isEqualTo(Outcome.MISSED);
    }

    @Test
    void shouldTakeTheBestPeerThatDidNotFail() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 40));
        lines.addAll(Lines.of("S1", "empty", "OTHER", Role.PEER, RATE, 50));
        lines.addAll(Lines.of("S1", "empty", "LOSES", Role.PEER, RATE, 500));
        lines.add(Lines.failed("S1", "empty", "LOSES", Role.PEER, "lost 1 jobs"));

        assertThat(new Bound("empty", RATE, Bound.BEST_PEER, 1)
                        .check("S1", new Results(lines))
                        .text())
                .isEqualTo("empty rate 0.80 [0.80, 0.80] (>= 1.00 x best peer OTHER)");
    }

    @Test
    void shouldNotKnowWithoutFiguresOfBothSides() {
        assertThat(outcome(new Bound("empty", RATE, Bound.BEST_PEER, 1))).isEqualTo(Outcome.UNKNOWN);
        lines.addAll(Lines.of("S1", "empty", "OTHER", Role.PEER, RATE, 50));
        assertThat(outcome(new Bound("empty", RATE, Bound.BEST_PEER, 1))).isEqualTo(Outcome.UNKNOWN);
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 40));
        assertThat(outcome(new Bound("empty", RATE, "NOBODY", 1))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void shouldNotMeetAGateWhenMillraceItselfFailed() {
        lines.addAll(Lines.of("S1", "empty", "MILLRACE", Role.OURS, RATE, 400));
        lines.add(Lines.failed("S1", "empty", "MILLRACE", Role.OURS, "lost 1 jobs"));
        lines.addAll(Lines.of("S1", "empty", "OTHER", Role.PEER, RATE, 50));

        assertThat(outcome(new Bound("empty", RATE, "OTHER", 1))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void shouldTellTheWorstOfAGate() {
        for (String cell : List.of("2p-empty", "2p-100ns", "4p-empty", "4p-100ns")) {
            lines.addAll(Lines.of("S1b", cell, "MILLRACE", Role.OURS, RATE, cell.equals("4p-100ns") ? 20 : 40));
            lines.addAll(Lines.of("S1b", cell, "THREAD_POOL_LINKED", Role.PEER, RATE, 10));
        }

        List<String> verdict = Verdict.of("S1b", new Results(lines));

        assertThat(verdict.get(0))
                .startsWith("S1b  gate     MISSED")
                .contains(
                        "2p-empty rate 4.00", "MISSED: 4p-100ns rate 2.00 [2.00, 2.00] (>= 3.00 x THREAD_POOL_LINKED)");
    }

    private Outcome outcome(Bound bound) {
        return bound.check("S1", new Results(lines)).outcome();
    }
}
