package dev.millrace.pool.runtime.strand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pool.runtime.support.Spared;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The jobs of a strand that wait. */
class MailboxTest {
    private final Mailbox mailbox = new Strand("key", 1, new Stripe(), null);

    private void add(Object element) {
        mailbox.add(element);
    }

    @Test
    void shouldGiveWhatItGotInOrder() {
        assertThat(mailbox.poll()).isNull();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                add(i);
                assertThat(mailbox.elements()).isEqualTo(i + 1);
            }
            for (int i = 0; i < 5; i++) {
                assertThat(mailbox.isEmpty()).isFalse();
                assertThat(mailbox.poll()).isEqualTo(i);
            }
            assertThat(mailbox.isEmpty()).isTrue();
        }
    }

    @Test
    void shouldNotCountGhostsAsWaiting() {
        Spared first = new Spared("first");
        add(first);
        add(1);
        assertThat(mailbox.waiting()).isEqualTo(2);
        first.end();
        assertThat(mailbox.waiting()).isEqualTo(1);
        assertThat(mailbox.elements()).isEqualTo(2);
    }

    /** Jobs that are cancelled as fast as they come must not gather behind one that hangs. */
    @Test
    void shouldNotGrowByGhosts() {
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            if (i % 100 == 0) {
                add(i);
                kept.add(i);
            } else {
                Spared ghost = new Spared("ghost " + i);
                add(ghost);
                ghost.end();
            }
            assertThat(mailbox.elements()).isLessThanOrEqualTo(64 + 2 * kept.size() + 1);
        }
        List<Object> left = new ArrayList<>();
        mailbox.drain(element -> {
            if (element instanceof Integer) {
                left.add(element);
            }
        });
        assertThat(left).isEqualTo(kept);
        assertThat(mailbox.waiting()).isZero();
    }
}
