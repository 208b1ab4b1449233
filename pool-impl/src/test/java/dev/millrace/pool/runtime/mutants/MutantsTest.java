package dev.millrace.pool.runtime.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code mutants/run} would find out only after minutes: that the mutants still fit. */
class MutantsTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void shouldApplyToTheSourcesAsTheyAre() throws IOException {
        List<Mutant> mutants = Mutant.all(ROOT.resolve("mutants"));

        assertThat(mutants).hasSizeGreaterThanOrEqualTo(14);
        for (Mutant mutant : mutants) {
            String source = Files.readString(ROOT.resolve(mutant.file()));
            assertThat(mutant.applyTo(source)).as(mutant.name()).isNotEqualTo(source);
        }
    }

    @Test
    void shouldNameTestsThatThereAre() throws IOException, ClassNotFoundException {
        for (Mutant mutant : Mutant.all(ROOT.resolve("mutants"))) {
            for (String test : mutant.tests()) {
                String[] parts = test.split("#", -1);
                Class<?> type = Class.forName(parts[0]);
                if (parts.length > 1) {
                    assertThat(type.getDeclaredMethods())
                            .as("%s: %s", mutant.name(), test)
                            .anySatisfy(method -> assertThat(method.getName()).isEqualTo(parts[1]));
                }
            }
        }
    }

    @Test
    void shouldFindAPieceWhateverItsWhiteSpaceAndOnlyOnce() {
        Mutant mutant = Mutant.parse(
                "m", "what: w\nfile: f\ntests: a.B#c d.E\nseconds: 3\nfind:\nif (a\n && b)\nreplace:\nif (a)\n");

        assertThat(mutant.applyTo("x; if (a && b) y();")).isEqualTo("x; if (a) y();");
        assertThatThrownBy(() -> mutant.applyTo("if (a & b)")).hasMessageStartingWith("m: not in f: if (a");
        assertThatThrownBy(() -> mutant.applyTo("if (a && b) if (a && b)")).hasMessageStartingWith("m: more than once");
        assertThat(mutant.tests()).containsExactly("dev.millrace.pool.runtime.a.B#c", "dev.millrace.pool.runtime.d.E");
        assertThatThrownBy(() -> Mutant.parse("m", "what: w\n")).hasMessage("m: there must be a find: and a replace:");
    }
}
