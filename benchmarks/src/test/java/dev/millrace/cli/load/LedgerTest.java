package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = Ledger.of(1_000);

    @Test
    void shouldBeCleanWhenEachAcceptedJobSignedOnce() {
        IntStream.range(0, 900).forEach(ledger::sign);

        assertThat(ledger.audit(900)).isEqualTo(new Ledger.Audit(0, 0, 0)).matches(Ledger.Audit::clean);
    }

    @Test
    void shouldFindALostJob() {
        IntStream.range(0, 900).filter(job -> job != 123).forEach(ledger::sign);

        assertThat(ledger.audit(900)).isEqualTo(new Ledger.Audit(1, 0, 0));
    }

    @Test
    void shouldFindADoubledJob() {
        IntStream.range(0, 900).forEach(ledger::sign);
        assertThat(ledger.sign(123)).isEqualTo(1);

        assertThat(ledger.audit(900)).isEqualTo(new Ledger.Audit(0, 1, 0));
    }

    @Test
    void shouldFindAJobThatRanThoughItWasNeverAccepted() {
        IntStream.range(0, 901).forEach(ledger::sign);

        assertThat(ledger.audit(900)).isEqualTo(new Ledger.Audit(0, 0, 1));
    }

    @Test
    void shouldCountEverySignatureOfManyThreads() {
        IntStream.range(0, 100_000).parallel().forEach(signature -> ledger.sign(signature % 1_000));

        assertThat(IntStream.range(0, 1_000).map(ledger::sign)).containsOnly(100);
    }
}
