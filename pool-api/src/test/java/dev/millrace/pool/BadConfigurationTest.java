package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadConfigurationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Sets some settings of a valid pool to nonsense. */
    private interface Change {
        WorkerPoolBuilder of(WorkerPoolBuilder valid);
    }

    private static WorkerPoolBuilder valid() {
        return WorkerPool.builder("orders").workers(1, 4);
    }

    private static Arguments row(String id, Change change, String... lines) {
        return arguments(id, change, List.of(lines));
    }

    private static Arguments named(String id, String name, String shown) {
        return row(
                id,
                ignored -> WorkerPool.builder(name),
                "name must be 1..64 characters of [A-Za-z0-9._-], was \"" + shown + "\"");
    }

    private static StuckJobs stuckAfterASecond() {
        return StuckJobs.reportAfter(Duration.ofSeconds(1));
    }

    private static Thresholds thresholds() {
        return SizingPolicy.thresholds();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row("B1", b -> b.workers(0, 4), "minWorkers must be >= 1, was 0"),
                row("B1 fixed", b -> b.workers(0), "minWorkers must be >= 1, was 0"),
                row("B2", b -> b.workers(-3, 4), "minWorkers must be >= 1, was -3"),
                row("B2 least int", b -> b.workers(Integer.MIN_VALUE), "minWorkers must be >= 1, was -2147483648"),
                row("B3", b -> b.workers(4, 2), "maxWorkers (2) must be >= minWorkers (4)"),
                row("B4", b -> b.workers(1, 100_000), "maxWorkers must be <= 32767, was 100000"),
                row("B4 by one", b -> b.workers(1, 32_768), "maxWorkers must be <= 32767, was 32768"),
                row("B5", b -> b.queueCapacity(0), "queueCapacity must be >= 1, was 0"),
                row("B5 negative", b -> b.queueCapacity(-7), "queueCapacity must be >= 1, was -7"),
                row(
                        "B6",
                        b -> b.queueCapacity(Integer.MAX_VALUE),
                        "queueCapacity must be <= 1073741824, was 2147483647"),
                row(
                        "B6 by one",
                        b -> b.queueCapacity((1 << 30) + 1),
                        "queueCapacity must be <= 1073741824, was 1073741825"),
                row("B8", b -> b.laneCapacity(1), "laneCapacity must be >= 4, was 1"),
                row("B8 negative", b -> b.laneCapacity(-64), "laneCapacity must be >= 4, was -64"),
                row(
                        "B9",
                        b -> b.workers(1, 1_024).laneCapacity(1 << 30),
                        "laneCapacity x maxWorkers = 1,099,511,627,776 slots is too large (limit 67,108,864)"),
                row(
                        "B9 by one lane",
                        b -> b.workers(1, 1_025).laneCapacity(1 << 16),
                        "laneCapacity x maxWorkers = 67,174,400 slots is too large (limit 67,108,864)"),
                row("B10", b -> b.dispatch(Dispatch.dedicated(0)), "dispatchers must be >= 1, was 0"),
                row("B10 negative", b -> b.dispatch(Dispatch.dedicated(-1)), "dispatchers must be >= 1, was -1"),
                row(
                        "B11",
                        b -> b.workers(1, 4).dispatch(Dispatch.dedicated(8)),
                        "dispatchers (8) must be <= maxWorkers (4): each dispatcher needs at least one lane"),
                row("B16 chunking 0", b -> b.chunking(0), "chunking must be >= 1, was 0"),
                row("B16 chunking 33", b -> b.chunking(33), "chunking must be <= 32, was 33"),
                row("B19", b -> b.sizing(thresholds().period(Duration.ZERO)), "period must be >= 1ms, was PT0S"),
                row(
                        "B19 below 1 ms",
                        b -> b.sizing(thresholds().period(Duration.ofNanos(999_999))),
                        "period must be >= 1ms, was PT0.000999999S"),
                row(
                        "B19 negative",
                        b -> b.sizing(thresholds().period(Duration.ofSeconds(-5))),
                        "period must be >= 1ms, was PT-5S"),
                row("B19 own policy", b -> b.sizing(everyPeriod(Duration.ZERO)), "period must be >= 1ms, was PT0S"),
                row(
                        "B20",
                        b -> b.sizing(thresholds().growAbove(0.2).shrinkBelow(0.8)),
                        "growAbove (0.2) must be > shrinkBelow (0.8)"),
                row(
                        "B20 equal",
                        b -> b.sizing(thresholds().growAbove(0.5).shrinkBelow(0.5)),
                        "growAbove (0.5) must be > shrinkBelow (0.5)"),
                row(
                        "B21 NaN",
                        b -> b.sizing(thresholds().growAbove(Double.NaN)),
                        "growAbove must be a number in (0, 1], was NaN"),
                row(
                        "B21 infinite",
                        b -> b.sizing(thresholds().growAbove(Double.POSITIVE_INFINITY)),
                        "growAbove must be a number in (0, 1], was Infinity"),
                row(
                        "B21 above 1",
                        b -> b.sizing(thresholds().growAbove(1.01)),
                        "growAbove must be a number in (0, 1], was 1.01"),
                row(
                        "B21 zero",
                        b -> b.sizing(thresholds().growAbove(0).shrinkBelow(0)),
                        "growAbove must be a number in (0, 1], was 0.0",
                        "growAbove (0.0) must be > shrinkBelow (0.0)"),
                row(
                        "B21 shrinkBelow NaN",
                        b -> b.sizing(thresholds().shrinkBelow(Double.NaN)),
                        "shrinkBelow must be a number in [0, 1], was NaN"),
                row(
                        "B21 shrinkBelow negative",
                        b -> b.sizing(thresholds().shrinkBelow(-0.1)),
                        "shrinkBelow must be a number in [0, 1], was -0.1"),
                row("B22", b -> b.sizing(thresholds().growAfterSamples(0)), "growAfterSamples must be >= 1, was 0"),
                row("B22 step", b -> b.sizing(thresholds().step(0)), "step must be >= 1, was 0"),
                row(
                        "B18 negative",
                        b -> b.sizing(thresholds().shrinkAfter(Duration.ofNanos(-1))),
                        "shrinkAfter must be >= 0, was PT-0.000000001S"),
                named("B24 empty", "", ""),
                named("B24 blank", "  ", "  "),
                named("B24 line break", "a\nb", "a\\nb"),
                named("B24 control and non-ASCII", "\u0007gr\u00fc\u00df\u007f", "\\u0007gr\\u00fc\\u00df\\u007f"),
                named("B24 65 characters", "n".repeat(65), "n".repeat(64) + "... (65 characters)"),
                named("B24 10 kB", "x".repeat(10_000), "x".repeat(64) + "... (10000 characters)"),
                row("B29", b -> b.closeDeadline(Duration.ofMillis(-1)), "closeDeadline must be >= 0, was PT-0.001S"),
                row(
                        "block limit",
                        b -> b.whenFull(WhenFull.block(Duration.ofSeconds(-2))),
                        "block limit must be >= 0, was PT-2S"),
                row(
                        "latency negative",
                        b -> b.latency(new LatencySampling(-1)),
                        "oneIn must be 0 or a power of two <= 1048576, was -1"),
                row(
                        "latency least int",
                        b -> b.latency(new LatencySampling(Integer.MIN_VALUE)),
                        "oneIn must be 0 or a power of two <= 1048576, was -2147483648"),
                row(
                        "latency odd",
                        b -> b.latency(new LatencySampling(100)),
                        "oneIn must be 0 or a power of two <= 1048576, was 100"),
                row(
                        "latency too rare",
                        b -> b.latency(new LatencySampling(1 << 21)),
                        "oneIn must be 0 or a power of two <= 1048576, was 2097152"),
                row(
                        "policy's own problems",
                        b -> b.sizing(new Complaining()).chunking(0),
                        "chunking must be >= 1, was 0",
                        "tokens must be >= 1, was 0"),
                row(
                        "slo target 1",
                        b -> b.slo(Slo.errorsBelow(0)),
                        "slo errors: target must be a number in (0, 1), was 1.0"),
                row(
                        "slo target 0",
                        b -> b.slo(Slo.percentile(0, Series.RUN, SECOND)),
                        "slo latency: target must be a number in (0, 1), was 0.0"),
                row(
                        "slo target NaN",
                        b -> b.slo(Slo.depthBelow(0.5, Double.NaN)),
                        "slo depth: target must be a number in (0, 1), was NaN"),
                row(
                        "slo share 0",
                        b -> b.slo(Slo.depthBelow(0, 0.9)),
                        "slo depth: share of the capacity must be a number in (0, 1], was 0.0"),
                row(
                        "slo share above 1",
                        b -> b.slo(Slo.depthBelow(1.01, 0.9)),
                        "slo depth: share of the capacity must be a number in (0, 1], was 1.01"),
                row(
                        "slo share NaN",
                        b -> b.slo(Slo.depthBelow(Double.NaN, 0.9)),
                        "slo depth: share of the capacity must be a number in (0, 1], was NaN"),
                row(
                        "slo limit short",
                        b -> b.slo(Slo.p99(Series.RUN, Duration.ofNanos(999))),
                        "slo latency: limit must be PT0.000001S..PT1H, was PT0.000000999S"),
                row(
                        "slo limit long",
                        b -> b.slo(Slo.p99(Series.RUN, Duration.ofSeconds(3_601))),
                        "slo latency: limit must be PT0.000001S..PT1H, was PT1H1S"),
                row(
                        "slo window short",
                        b -> b.slo(Slo.errorsBelow(0.1).over(Duration.ofMillis(999))),
                        "slo errors: window must be PT1S..PT24H, was PT0.999S"),
                row(
                        "slo window long",
                        b -> b.slo(Slo.errorsBelow(0.1).over(Duration.ofSeconds(Long.MAX_VALUE))),
                        "slo errors: window must be PT1S..PT24H, was PT2562047788015215H30M7S"),
                row(
                        "slo name",
                        b -> b.slo(Slo.errorsBelow(0.1).named("a b")),
                        "slo name must be 1..64 characters of [A-Za-z0-9._-], was \"a b\""),
                row(
                        "slo names",
                        b -> b.slo(Slo.errorsBelow(0.1), Slo.errorsBelow(0.2)),
                        "slo names must differ, two are \"errors\""),
                row(
                        "slo without latency",
                        b -> b.latency(LatencySampling.OFF).slo(Slo.p99(Series.RUN, SECOND)),
                        "slo latency: needs recorded latency, but latency is LatencySampling.OFF"),
                row(
                        "slos, several at once",
                        b -> b.latency(LatencySampling.OFF)
                                .slo(
                                        Slo.errorsBelow(2).over(Duration.ZERO),
                                        Slo.percentile(-1, Series.WAIT, Duration.ZERO)
                                                .named("errors")),
                        "slo errors: target must be a number in (0, 1), was -1.0",
                        "slo errors: window must be PT1S..PT24H, was PT0S",
                        "slo names must differ, two are \"errors\"",
                        "slo errors: target must be a number in (0, 1), was -1.0",
                        "slo errors: limit must be PT0.000001S..PT1H, was PT0S",
                        "slo errors: needs recorded latency, but latency is LatencySampling.OFF"),
                row(
                        "stuck jobs too soon",
                        b -> b.stuckJobs(StuckJobs.reportAfter(Duration.ofNanos(999_999))),
                        "stuck jobs: after must be >= 1ms, was PT0.000999999S"),
                row(
                        "stuck jobs negative",
                        b -> b.stuckJobs(StuckJobs.reportAfter(Duration.ofSeconds(-1))),
                        "stuck jobs: after must be >= 1ms, was PT-1S"),
                row(
                        "stuck jobs interrupted before they are reported",
                        b -> b.stuckJobs(
                                StuckJobs.reportAfter(Duration.ofSeconds(2)).interruptAfter(Duration.ofSeconds(1))),
                        "stuck jobs: interruptAfter must be >= after (PT2S), was PT1S"),
                row(
                        "stuck jobs interrupted and not watched",
                        b -> b.stuckJobs(StuckJobs.OFF.interruptAfter(Duration.ofSeconds(1))),
                        "stuck jobs are not watched, so none can be interrupted or replaced: set after"),
                row(
                        "stuck jobs replaced and not watched",
                        b -> b.stuckJobs(StuckJobs.OFF.spares(1)),
                        "stuck jobs are not watched, so none can be interrupted or replaced: set after"),
                row(
                        "spares negative",
                        b -> b.stuckJobs(stuckAfterASecond().spares(-1)),
                        "spares of stuck jobs must be >= 0, was -1"),
                row(
                        "spares too many",
                        b -> b.workers(1, 32_000)
                                .laneCapacity(4)
                                .stuckJobs(stuckAfterASecond().spares(768)),
                        "maxWorkers (32000) + spares of stuck jobs (768) must be <= 32767"),
                row(
                        "spares whose lanes are too large",
                        b -> b.workers(1, 1_024)
                                .laneCapacity(1 << 16)
                                .stuckJobs(stuckAfterASecond().spares(1)),
                        "laneCapacity x (maxWorkers + spares of stuck jobs) = 67,174,400 slots is too large (limit 67,108,864)"),
                row(
                        "several at once",
                        ignored -> WorkerPool.builder("a b")
                                .workers(5, 3)
                                .queueCapacity(0)
                                .laneCapacity(2)
                                .chunking(99)
                                .dispatch(Dispatch.dedicated(4))
                                .closeDeadline(Duration.ofSeconds(-1))
                                .sizing(thresholds().growAfterSamples(-1).step(-2)),
                        "name must be 1..64 characters of [A-Za-z0-9._-], was \"a b\"",
                        "maxWorkers (3) must be >= minWorkers (5)",
                        "dispatchers (4) must be <= maxWorkers (3): each dispatcher needs at least one lane",
                        "queueCapacity must be >= 1, was 0",
                        "laneCapacity must be >= 4, was 2",
                        "chunking must be <= 32, was 99",
                        "closeDeadline must be >= 0, was PT-1S",
                        "growAfterSamples must be >= 1, was -1",
                        "step must be >= 1, was -2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void shouldNameEachProblemInALineOfOneException(String id, Change change, List<String> lines) {
        assertThatThrownBy(() -> change.of(valid()).config())
                .as(id)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(System.lineSeparator(), lines));
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                row("B4 most", b -> b.workers(32_767).laneCapacity(4)),
                row("B5 one", b -> b.queueCapacity(1)),
                row("B6 most", b -> b.queueCapacity(1 << 30)),
                row("B7", b -> b.queueCapacity(1_000)),
                row("B8 least", b -> b.laneCapacity(4)),
                row("B9 most", b -> b.workers(1, 1_024).laneCapacity(1 << 16)),
                row("B11 as many", b -> b.workers(1, 4).dispatch(Dispatch.dedicated(4))),
                row("B16 least", b -> b.chunking(1)),
                row("B16 most", b -> b.chunking(32)),
                row("B18", b -> b.sizing(thresholds().shrinkAfter(Duration.ofSeconds(Long.MAX_VALUE)))),
                row("B18 close", b -> b.closeDeadline(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))),
                row("B18 block", b -> b.whenFull(WhenFull.block(Duration.ofSeconds(Long.MAX_VALUE)))),
                row("B18 period", b -> b.sizing(thresholds().period(Duration.ofSeconds(Long.MAX_VALUE)))),
                row("B19 least", b -> b.sizing(thresholds().period(Duration.ofMillis(1)))),
                row("B21 most", b -> b.sizing(thresholds().growAbove(1).shrinkBelow(0))),
                row("B24 longest", ignored -> WorkerPool.builder("A.b_c-9".repeat(9) + "z")),
                row(
                        "slo least",
                        b -> b.slo(Slo.p99(Series.RUN, Duration.ofNanos(1_000)).over(SECOND))),
                row(
                        "slo most",
                        b -> b.slo(
                                Slo.p99(Series.TOTAL, Duration.ofHours(1)).over(Duration.ofHours(24)),
                                Slo.depthBelow(1, Math.nextDown(1.0)),
                                Slo.errorsBelow(Math.nextDown(1.0)).shedding())),
                row("slo without latency", b -> b.latency(LatencySampling.OFF).slo(Slo.errorsBelow(0.1))),
                row("B29 zero", b -> b.closeDeadline(Duration.ZERO)),
                row("stuck jobs least", b -> b.stuckJobs(StuckJobs.reportAfter(Duration.ofMillis(1)))),
                row(
                        "stuck jobs most",
                        b -> b.stuckJobs(StuckJobs.reportAfter(Duration.ofSeconds(Long.MAX_VALUE))
                                .interruptAfter(Duration.ofSeconds(Long.MAX_VALUE))
                                .spares(32_763))),
                row("stuck jobs off", b -> b.stuckJobs(StuckJobs.OFF)),
                row("block zero", b -> b.whenFull(WhenFull.block(Duration.ZERO))),
                row("latency off", b -> b.latency(new LatencySampling(0))),
                row("latency rarest", b -> b.latency(new LatencySampling(1 << 20))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void shouldAcceptTheLimitsThemselves(String id, Change change, List<String> none) {
        assertThat(none).isEmpty();
        assertThatCode(() -> change.of(valid()).config()).as(id).doesNotThrowAnyException();
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                missing("name", () -> WorkerPool.builder(null)),
                missing("threadFactory", () -> valid().threadFactory(null)),
                missing("uncaughtHandler", () -> valid().uncaughtHandler(null)),
                missing("policy", () -> valid().whenFull(null)),
                missing("policy", () -> valid().sizing(null)),
                missing("dispatch", () -> valid().dispatch(null)),
                missing("sampling", () -> valid().latency(null)),
                missing("deadline", () -> valid().closeDeadline(null)),
                missing("objectives[1]", () -> valid().slo(Slo.errorsBelow(0.1), null)),
                missing("limit", () -> Slo.p99(Series.RUN, null)),
                missing("series", () -> Slo.p99(null, SECOND)),
                missing("window", () -> Slo.errorsBelow(0.1).over(null)),
                missing("name", () -> Slo.errorsBelow(0.1).named(null)),
                missing("stuckJobs", () -> valid().stuckJobs(null)),
                missing("listener", () -> valid().listener(null)),
                missing("age", () -> StuckJobs.reportAfter(null)),
                missing("age", () -> stuckAfterASecond().interruptAfter(null)),
                missing("limit", () -> WhenFull.block(null)),
                missing("shrinkAfter", () -> thresholds().shrinkAfter(null)),
                missing("period", () -> thresholds().period(null)),
                missing("reason", () -> new SizingDecision(1, null)));
    }

    private static Arguments missing(String argument, Supplier<?> call) {
        Executable executable = call::get;
        return arguments(argument, executable);
    }

    @ParameterizedTest(name = "B23 {0}")
    @MethodSource("nulls")
    void shouldNameTheArgumentThatIsNull(String argument, Executable call) {
        assertThatThrownBy(call::execute)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(argument);
    }

    @Test
    void shouldHaveTheDocumentedDefaults() {
        PoolConfig config = WorkerPool.builder("images").config();

        assertThat(config)
                .isEqualTo(new PoolConfig(
                        "images",
                        1,
                        Runtime.getRuntime().availableProcessors(),
                        1_024,
                        PoolConfig.DEFAULT_LANE_CAPACITY,
                        32,
                        WhenFull.block(),
                        Dispatch.cooperative(),
                        SizingPolicy.thresholds(),
                        LatencySampling.SAMPLED,
                        Duration.ofSeconds(30),
                        false,
                        null,
                        null,
                        null,
                        false,
                        new PriorityShares(16, 4, 1),
                        3,
                        false,
                        StuckJobs.reportAfter(Duration.ofMinutes(1)),
                        List.of(),
                        null,
                        List.of()));
    }

    @Test
    void shouldKeepWhatWasSetAndBuildOnlyFromTheLast() {
        WorkerPoolBuilder builder = valid().workers(9).queueCapacity(5).daemon(true);

        PoolConfig first = builder.config();
        PoolConfig second = builder.workers(2, 3).config();

        assertThat(first.minWorkers()).isEqualTo(9);
        assertThat(first.maxWorkers()).isEqualTo(9);
        assertThat(second.minWorkers()).isEqualTo(2);
        assertThat(second.maxWorkers()).isEqualTo(3);
        assertThat(second.queueCapacity()).isEqualTo(5);
        assertThat(second.daemon()).isTrue();
    }

    @Test
    void shouldCheckNewBoundsByTheSameRules() {
        PoolConfig config =
                valid().dispatch(Dispatch.dedicated(3)).laneCapacity(1 << 24).config();

        assertThatThrownBy(() -> config.checkWorkers(4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "maxWorkers (2) must be >= minWorkers (4)",
                        "dispatchers (3) must be <= maxWorkers (2): each dispatcher needs at least one lane"));
        assertThatThrownBy(() -> config.checkWorkers(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(String.join(
                        System.lineSeparator(),
                        "minWorkers must be >= 1, was 0",
                        "laneCapacity x maxWorkers = 83,886,080 slots is too large (limit 67,108,864)"));
        assertThatCode(() -> config.checkWorkers(3, 4)).doesNotThrowAnyException();
        PoolConfig withSpares =
                valid().stuckJobs(stuckAfterASecond().spares(8)).laneCapacity(4).config();
        assertThatThrownBy(() -> withSpares.checkWorkers(1, 32_760))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxWorkers (32760) + spares of stuck jobs (8) must be <= 32767");
    }

    @Test
    void shouldNameTheArtifactToAddWhenThereIsNoImplementation() {
        assertThatThrownBy(() -> valid().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no implementation of dev.millrace.pool.PoolProvider found: "
                        + "add dev.millrace:pool-impl to the class or module path");
    }

    @Test
    void shouldCheckTheSettingsBeforeItLooksForAnImplementation() {
        assertThatThrownBy(() -> valid().queueCapacity(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queueCapacity must be >= 1, was 0");
    }

    private static SizingPolicy everyPeriod(Duration period) {
        return new SizingPolicy() {
            @Override
            public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
                return new SizingDecision(now.workers(), "as it is");
            }

            @Override
            public Duration period() {
                return period;
            }
        };
    }

    private static final class Complaining implements SizingPolicy {
        @Override
        public SizingDecision decide(LoadSnapshot now, List<LoadSnapshot> earlier) {
            return new SizingDecision(now.workers(), "as it is");
        }

        @Override
        public List<String> problems() {
            return List.of("tokens must be >= 1, was 0");
        }
    }
}
