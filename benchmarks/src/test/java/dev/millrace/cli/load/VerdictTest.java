package dev.millrace.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.PoolStats;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Ledger.Audit CLEAN = new Ledger.Audit(0, 0, 0);

    @Test
    void shouldEndInTheAccountingLine() {
        Verdict verdict = new Verdict(new PoolStats.Jobs(10, 9, 8, 1, 0, 0, 0, 1, 2, 0), 10, CLEAN, true);

        assertThat(verdict.line())
                .isEqualTo(
                        "accepted=10 completed=8 failed=1 cancelled=0 expired=0 dropped=0 rejected=2 callerRan=0 returned=1"
                                + " lost=0 duplicated=0 verified=true");
        assertThat(verdict.verified()).isTrue();
        assertThat(verdict.good()).isFalse();
    }

    @Test
    void shouldNotBelieveThePoolAlone() {
        PoolStats.Jobs fine = new PoolStats.Jobs(10, 10, 10, 0, 0, 0, 0, 0, 0, 0);

        assertThat(new Verdict(fine, 10, CLEAN, true).good()).isTrue();
        assertThat(new Verdict(fine, 10, CLEAN, false).verified()).isFalse();
        assertThat(new Verdict(fine, 11, CLEAN, true).verified()).isFalse();
        assertThat(new Verdict(fine, 10, new Ledger.Audit(1, 0, 0), true).line())
                .contains("lost=1 duplicated=0 verified=false");
        assertThat(new Verdict(fine, 10, new Ledger.Audit(0, 1, 0), true).line())
                .contains("lost=0 duplicated=1 verified=false");
        assertThat(new Verdict(fine, 10, new Ledger.Audit(0, 0, 1), true).verified())
                .isFalse();
    }

    @Test
    void shouldNotBelieveAPoolThatForgetsJobs() {
        PoolStats.Jobs forgetful = new PoolStats.Jobs(10, 9, 9, 0, 0, 0, 0, 0, 0, 0);

        assertThat(new Verdict(forgetful, 10, CLEAN, true).problems())
                .containsExactly("the pool counts 10 jobs accepted but 9 ended");
    }
}
