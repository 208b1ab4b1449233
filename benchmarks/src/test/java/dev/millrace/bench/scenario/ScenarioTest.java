package dev.millrace.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.bench.BrokenContender;
import dev.millrace.bench.Completions;
import dev.millrace.bench.Contender;
import dev.millrace.bench.Jobs;
import dev.millrace.bench.UnverifiedException;
import dev.millrace.bench.Weight;
import dev.millrace.bench.limit.BareThread;
import dev.millrace.bench.limit.BareThread.Waiting;
import dev.millrace.bench.match.Cell;
import dev.millrace.bench.match.Line;
import dev.millrace.bench.match.Match;
import dev.millrace.bench.match.Pace;
import dev.millrace.bench.match.Role;
import dev.millrace.bench.peer.Peer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class ScenarioTest {
    private static final List<Peer> FEW = List.of(Peer.MILLRACE, Peer.THREAD_POOL_LINKED, Peer.NETTY);
    private static final Pace QUICK = new Pace(0, 1, 1_000_000);

    static Stream<Scenario> small() {
        // S5, S8 and S9 take seconds a round, whatever is asked for, and S7 trees of a million jobs; their players have
        // tests.
        return Stream.of(
                Scenario.S1,
                Scenario.S1B,
                Scenario.S2,
                Scenario.S3,
                Scenario.S3B,
                Scenario.S4,
                Scenario.S6,
                Scenario.S10);
    }

    @ParameterizedTest
    @MethodSource("small")
    void shouldBePlayedByEveryoneAndVerified(Scenario scenario) throws InterruptedException {
        for (Cell cell : scenario.cells(staging(false))) {
            if (!cell.name().startsWith("3M") && !cell.name().startsWith("5M")) {
                assertPlayed(cell);
            }
        }
    }

    @Test
    void shouldMeasureTheMachineItself() throws InterruptedException {
        for (Cell cell : Scenario.limits(staging(false))) {
            assertPlayed(cell);
        }
    }

    @Test
    void shouldMeasureTheIdleAndTheHeap() throws InterruptedException {
        List<Cell> cells = new ArrayList<>(Scenario.S9.cells(staging(false)));
        cells.addAll(Scenario.S8.cells(staging(false)));
        for (Cell cell : cells) {
            assertPlayed(new Cell(cell.scenario(), cell.name(), cell.metrics(), cell.entries(), QUICK));
        }
    }

    private static void assertPlayed(Cell cell) throws InterruptedException {
        List<Line> lines = new ArrayList<>();
        new Match(cell, 1, 1, lines::add).run();

        assertThat(lines)
                .as(cell.name())
                .allSatisfy(line -> assertThat(line.failure()).isNull());
        assertThat(lines).hasSize(cell.entries().size() * cell.pace().rounds());
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line.score(cell.metrics().get(0))).isNotNaN());
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveMillraceAndSomethingToHoldItAgainst(Scenario scenario) {
        List<Cell> cells = scenario.cells(staging(true));

        assertThat(cells.isEmpty()).isEqualTo(scenario.isElsewhere());
        for (Cell cell : cells) {
            assertThat(cell.scenario()).isEqualTo(scenario.title());
            assertThat(cell.entries()).extracting(entry -> entry.role()).contains(Role.OURS, Role.PEER);
            assertThat(new HashSet<>(
                            cell.entries().stream().map(entry -> entry.name()).toList()))
                    .hasSameSizeAs(cell.entries());
        }
        assertThat(new HashSet<>(cells.stream().map(Cell::name).toList())).hasSameSizeAs(cells);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTellHowLongABareThreadTakes(Waiting waiting) throws Exception {
        try (Trips trips = new Trips(new BareThread(waiting), 0)) {
            trips.prepare();
            assertThat(trips.play(5_000_000).scores().get("p50")).isPositive();
            trips.settle();
            trips.prepare();
            assertThat(trips.play(5_000_000).jobs()).isPositive();
            trips.settle();
        }
    }

    @Test
    void shouldTellThatAHandleWasDoneWhoseJobHadNotRun() {
        Contender liar = new BrokenContender((job, number) -> {}) {
            @Override
            public Future<?> submit(Runnable job) {
                FutureTask<?> done = new FutureTask<>(() -> {}, null);
                done.run();
                return done;
            }
        };
        Trips trips = new Trips(new PoolEcho(liar, true), 0);

        assertThatThrownBy(() -> trips.play(1_000_000)).isInstanceOf(UnverifiedException.class);
    }

    @Test
    void shouldTellThatABurstHadAJobTwice() {
        Completions completions = new Completions();
        Contender twice = new BrokenContender((job, number) -> {
            job.run();
            if (number == 7) {
                job.run();
            }
        });
        Burst burst = new Burst(twice, new Jobs(Weight.EMPTY, Burst.JOBS, completions));

        assertThatThrownBy(() -> burst.play(1_000_000)).isInstanceOf(UnverifiedException.class);
    }

    private static Staging staging(boolean full) {
        return new Staging(2, 1_024, FEW, new Weight(10), QUICK, full, ForkJoinPool.commonPool());
    }
}
