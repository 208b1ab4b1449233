package dev.millrace.pool.metrics.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void shouldLeaveWhatIsPlain() {
        assertThat(Words.plain("Größe: 5 <b> ${x} \ud83d\ude00", 100)).isEqualTo("Größe: 5 <b> ${x} \ud83d\ude00");
        assertThat(Words.plain("", 5)).isEmpty();
        assertThat(Words.plain(null, 5)).isEqualTo("null");
    }

    @Test
    void shouldShowWhatCannotBeSeen() {
        assertThat(Words.plain("a\r\nb\u001b[31m\u2028\u202e\ud800", 100))
                .isEqualTo("a\\u000d\\u000ab\\u001b[31m\\u2028\\u202e\\ud800");
    }

    @Test
    void shouldCutWhatIsLong() {
        assertThat(Words.plain("12345", 5)).isEqualTo("12345");
        assertThat(Words.plain("123456", 5)).isEqualTo("12345…");
        assertThat(Words.plain("\n".repeat(50), 5)).isEqualTo("\\u000…");
        assertThat(Words.plain("\ud83d\ude00".repeat(9), 5)).isEqualTo("\ud83d\ude00".repeat(5) + "…");
    }
}
