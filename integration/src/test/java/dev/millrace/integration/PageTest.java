package dev.millrace.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/executor-service.md shows is what these tests run. */
class PageTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Path PAGE = Path.of("../docs/executor-service.md");
    private static final Path DEVIATIONS =
            Path.of("../pool-impl/src/test/java/dev/millrace/pool/runtime/contract/Deviation.java");

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void showsOnlyLinesThatRun() throws IOException {
        Set<String> sources;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> lines(file).stream())
                    .map(String::strip)
                    .collect(Collectors.toSet());
        }
        boolean inside = false;
        int shown = 0;
        for (String line : lines(PAGE)) {
            if (line.startsWith("```")) {
                inside = line.equals("```java");
            } else if (inside && !line.isBlank()) {
                shown++;
                assertThat(sources).contains(line.strip());
            }
        }
        assertThat(shown).isGreaterThan(10);
    }

    @Test
    void namesEveryDeviation() {
        List<String> names = lines(DEVIATIONS).stream()
                .map(String::strip)
                .filter(line -> line.matches("[A-Z_]+,?"))
                .map(line -> line.replace(",", ""))
                .toList();
        assertThat(names).hasSizeGreaterThan(5);
        assertThat(lines(PAGE))
                .satisfies(page -> names.forEach(
                        name -> assertThat(page).anyMatch(line -> line.startsWith("| `" + name + "` |"))));
    }
}
