package dev.millrace.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.SizingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scores of some traces, to the last digit: a change of a policy or of the simulation shows here. {@code -Dmillrace.golden=FILE} writes them anew. */
@Tag("once")
class GoldenTest {
    private static final List<String> TRACES = List.of("burst", "slow-service", "cpu-step", "clock");
    private static final List<String> POLICIES = List.of("demand", "tokens", "thresholds");

    @Test
    void shouldScoreAsBefore() throws IOException {
        List<String> lines = new ArrayList<>(List.of(ScoreTable.CSV_HEADER));
        List<Contender> contenders = Contender.all().stream()
                .filter(contender -> POLICIES.contains(contender.name()))
                .toList();
        for (Trace trace : Traces.all(1)) {
            if (TRACES.contains(trace.name())) {
                Trial trial = Laboratory.trial(Rig.STANDARD, trace, contenders);
                trial.scores().stream().map(ScoreTable::csv).forEach(lines::add);
                assertThat(trial.scores().get(1).reachesGoal()).as(trace.name()).isTrue();
            }
        }
        String file = System.getProperty("millrace.golden");
        if (file != null) {
            Files.write(Path.of(file), lines);
        }
        assertThat(lines).containsExactlyElementsOf(golden());
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenTest.class.getResourceAsStream("golden.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void shouldRepeatItselfAndDifferWithTheSeed() {
        Trace trace = trace(1);
        Run first = demand(trace);
        Run second = demand(trace(1));
        assertThat(second.waits()).isEqualTo(first.waits());
        assertThat(second.threadNanos()).isEqualTo(first.threadNanos());
        assertThat(second.sizes().count()).isEqualTo(first.sizes().count());
        assertThat(trace(2).arrivals()).isNotEqualTo(trace.arrivals());
    }

    private static Trace trace(long seed) {
        return Traces.all(seed).stream()
                .filter(each -> each.name().equals("noise"))
                .findFirst()
                .orElseThrow();
    }

    private static Run demand(Trace trace) {
        return Simulation.run(
                Rig.STANDARD,
                trace,
                new Look(SizingPolicy.demand(), Rig.STANDARD, trace.sensors().get()));
    }
}
