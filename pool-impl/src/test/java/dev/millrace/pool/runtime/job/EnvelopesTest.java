package dev.millrace.pool.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.pool.runtime.support.Guarded;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Guarded
class EnvelopesTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 100_000;

    @Test
    void shouldUseAnEnvelopeAgain() {
        Envelopes envelopes = new Envelopes(1_024, 64);
        Stamped first = envelopes.of(() -> {}, 1);
        envelopes.giveBack(first);
        Runnable next = () -> {};
        Stamped second = envelopes.of(next, 2);

        assertThat(second).isSameAs(first);
        assertThat(second.job()).isSameAs(next);
        assertThat(second.acceptedNanos()).isEqualTo(2);
        assertThat(envelopes.of(next, 3)).as("it is in use").isNotSameAs(second);
    }

    @Test
    void shouldNotKeepTheJob() {
        Envelopes envelopes = new Envelopes(1_024, 64);
        Stamped envelope = envelopes.of(() -> {}, 1);
        envelopes.giveBack(envelope);

        assertThatThrownBy(envelope::job).isInstanceOf(NullPointerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8})
    void shouldKeepNoneWhereManyJobsAreTimed(int oneIn) {
        Envelopes envelopes = new Envelopes(1_024, oneIn);
        Stamped envelope = envelopes.of(() -> {}, 1);
        envelopes.giveBack(envelope);

        assertThat(envelopes.of(() -> {}, 2)).isNotSameAs(envelope);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1 << 30})
    void shouldLetGoOfWhatIsMoreThanCanWait(int capacity) {
        Envelopes envelopes = new Envelopes(capacity, 64);
        IntStream.range(0, 5_000).forEach(i -> envelopes.giveBack(new Stamped(() -> {}, i)));

        assertThat(envelopes.of(() -> {}, -1).acceptedNanos()).isEqualTo(-1);
    }

    /** With two slots and four threads, so that they meet: who fills an envelope finds in it what he put there, until he gives it back. */
    @Test
    void shouldGiveAnEnvelopeToOneAtATime() {
        Envelopes envelopes = new Envelopes(1, 64);
        CompletableFuture<?>[] all = IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> fillAndCheck(envelopes, thread)))
                .toArray(CompletableFuture<?>[]::new);

        CompletableFuture.allOf(all).join();
    }

    private static void fillAndCheck(Envelopes envelopes, int thread) {
        Runnable mine = () -> assertThat(thread).isNotNegative();
        for (int round = 0; round < ROUNDS; round++) {
            long nanos = (long) thread * ROUNDS + round;
            Stamped envelope = envelopes.of(mine, nanos);
            Thread.onSpinWait();
            assertThat(envelope.job()).isSameAs(mine);
            assertThat(envelope.acceptedNanos()).isEqualTo(nanos);
            envelopes.giveBack(envelope);
        }
    }
}
