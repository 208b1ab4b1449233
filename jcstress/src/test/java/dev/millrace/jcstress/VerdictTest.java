package dev.millrace.jcstress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;

/** When a case is good, and how that is told. */
class VerdictTest {
    @Test
    void shouldBeGoodIfSomethingWasSeenAndNothingIsForbidden() {
        assertThat(verdict(10, List.of(), List.of()).good()).isTrue();
        assertThat(verdict(10, List.of(), List.of()).word()).isEqualTo("ok");
    }

    @Test
    void shouldNotBeGoodOtherwise() {
        assertThat(verdict(0, List.of(), List.of()).word()).isEqualTo("ERROR");
        assertThat(verdict(10, List.of(), List.of("TIMEOUT_ERROR")).word()).isEqualTo("ERROR");
        assertThat(verdict(10, List.of("(1, 1) both"), List.of()).word()).isEqualTo("FORBIDDEN");
        assertThat(verdict(10, List.of("(1, 1) both"), List.of("VM_ERROR")).good())
                .isFalse();
    }

    @Test
    void shouldBeAnErrorOfACaseThatWasNotRun() {
        List<Verdict> verdicts = Verdicts.of(List.of("a.Missing"), new InProcessCollector());

        assertThat(verdicts).singleElement().satisfies(verdict -> {
            assertThat(verdict.good()).isFalse();
            assertThat(verdict.errors()).singleElement().asString().contains("was not run");
        });
    }

    @Test
    void shouldBeALineOfTheTableAndSayWhatIsWrong() {
        String table = Table.of(List.of(verdict(10, List.of("(1, 1) both"), List.of("VM_ERROR"))), Effort.SMALL);

        assertThat(table)
                .startsWith("Case             10  FORBIDDEN  (1, 0) 10\n")
                .contains(
                        "    forbidden: (1, 1) both\n",
                        "    error: VM_ERROR\n",
                        "cases=1 samples=10 bad=1 effort=small");
    }

    private static Verdict verdict(long samples, List<String> forbidden, List<String> errors) {
        return new Verdict("Case", samples, Map.of("1, 0", samples), forbidden, errors);
    }
}
