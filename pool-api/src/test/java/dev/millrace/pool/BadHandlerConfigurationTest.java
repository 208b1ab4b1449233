package dev.millrace.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadHandlerConfigurationTest {

    private static HandlerPoolBuilder<String> valid() {
        return HandlerPool.builder("orders", String.class).workers(1, 4).handler(() -> job -> {});
    }

    private static Arguments row(UnaryOperator<HandlerPoolBuilder<String>> change, String... lines) {
        return arguments(change, List.of(lines));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                row(b -> b.workers(0), "minWorkers must be >= 1, was 0"),
                row(b -> b.workers(4, 2), "maxWorkers (2) must be >= minWorkers (4)"),
                row(b -> b.queueCapacity(0), "queueCapacity must be >= 1, was 0"),
                row(b -> b.quarantineAfter(0), "quarantineAfter must be >= 1, was 0"),
                row(b -> b.closeDeadline(Duration.ofSeconds(-1)), "closeDeadline must be >= 0, was PT-1S"),
                row(b -> b.pool(below -> below.chunking(33)), "chunking must be <= 32, was 33"),
                row(b -> b.renewAfterErrors(0), "renewAfterErrors must be >= 1, was 0"),
                row(b -> b.renewAfterErrors(-1), "renewAfterErrors must be >= 1, was -1"),
                row(b -> b.renewAfter(Duration.ZERO), "renewAfter must be > 0, was PT0S"),
                row(b -> b.renewAfter(Duration.ofNanos(-1)), "renewAfter must be > 0, was PT-0.000000001S"),
                row(b -> b.keepDeadLetters(-1), "keepDeadLetters must be >= 0, was -1"),
                row(b -> b.keepDeadLetters(1 << 21), "keepDeadLetters must be <= 1048576, was 2097152"),
                row(
                        b -> b.batchHandler(8, () -> (jobs, outcomes) -> {}),
                        "handler and batchHandler must not both be set"),
                row(
                        b -> b.batchHandler(0, () -> (jobs, outcomes) -> {}),
                        "handler and batchHandler must not both be set",
                        "maxBatch must be >= 1, was 0"),
                row(
                        b -> HandlerPool.builder("a b", String.class)
                                .batchHandler(70_000, () -> (jobs, outcomes) -> {})
                                .renewAfterErrors(0)
                                .workers(0),
                        "maxBatch must be <= 65536, was 70000",
                        "renewAfterErrors must be >= 1, was 0",
                        "name must be 1..64 characters of [A-Za-z0-9._-], was \"a b\"",
                        "minWorkers must be >= 1, was 0"),
                row(b -> HandlerPool.builder("none", String.class), "handler or batchHandler must be set"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldNameEveryProblemInOneError(UnaryOperator<HandlerPoolBuilder<String>> change, List<String> lines) {
        assertThatThrownBy(() -> change.apply(valid()).config())
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(failure -> failure.getMessage().lines().toList())
                .isEqualTo(lines);
        assertThatThrownBy(() -> change.apply(valid()).build()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAClassThatNoObjectHas() {
        assertThatThrownBy(() -> HandlerPool.builder("ints", int.class)
                        .handler(() -> job -> {})
                        .config())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type must be a class of objects, was int");
    }

    @Test
    void shouldNameNulls() {
        assertThatThrownBy(() -> HandlerPool.builder(null, String.class)).hasMessage("name");
        assertThatThrownBy(() -> HandlerPool.builder("x", null)).hasMessage("type");
        assertThatThrownBy(() -> valid().handler(null)).hasMessage("supplier");
        assertThatThrownBy(() -> valid().batchHandler(1, null)).hasMessage("supplier");
        assertThatThrownBy(() -> valid().renewAfter(null)).hasMessage("age");
        assertThatThrownBy(() -> valid().onDeadLetter(null)).hasMessage("listener");
        assertThatThrownBy(() -> valid().pool(null)).hasMessage("settings");
        assertThatThrownBy(() -> valid().whenFull(null)).hasMessage("policy");
    }

    @Test
    void shouldPassSettingsOnAndHaveTheDefaultsThatItSays() {
        HandlerPoolConfig<String> config = valid().queueCapacity(7)
                .whenFull(WhenFull.reject())
                .dispatch(Dispatch.dedicated(1))
                .sizing(SizingPolicy.fixed())
                .latency(LatencySampling.OFF)
                .closeDeadline(Duration.ofSeconds(3))
                .daemon(true)
                .quarantineAfter(5)
                .pool(below -> below.chunking(8))
                .config();
        PoolConfig pool = config.pool();
        assertThat(pool.maxWorkers()).isEqualTo(4);
        assertThat(pool.queueCapacity()).isEqualTo(7);
        assertThat(pool.whenFull()).isEqualTo(WhenFull.reject());
        assertThat(pool.dispatch()).isEqualTo(Dispatch.dedicated(1));
        assertThat(pool.sizing()).isEqualTo(SizingPolicy.fixed());
        assertThat(pool.latency()).isEqualTo(LatencySampling.OFF);
        assertThat(pool.closeDeadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(pool.daemon()).isTrue();
        assertThat(pool.quarantineAfter()).isEqualTo(5);
        assertThat(pool.chunking()).isEqualTo(8);
        assertThat(config.keepDeadLetters()).isEqualTo(64);
        assertThat(config.maxBatch()).isEqualTo(1);
        assertThat(config.renewAfter()).isNull();
        assertThat(config.renewAfterErrors()).isNull();
        assertThatCode(() -> valid().renewAfterErrors(1)
                        .renewAfter(Duration.ofNanos(1))
                        .keepDeadLetters(0)
                        .config())
                .doesNotThrowAnyException();
    }
}
