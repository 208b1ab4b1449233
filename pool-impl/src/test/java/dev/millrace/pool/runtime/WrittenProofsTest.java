package dev.millrace.pool.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that say which test proves what: each test that they name is there. */
class WrittenProofsTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)#(\\w+)`");
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+Test)\\b");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([FB])(\\d+) \\|");

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        for (String module :
                List.of("pool-api", "pool-impl", "pool-metrics", "benchmarks", "integration", "jcstress")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith("Test.java"))
                        .toList()) {
                    tests.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        return tests;
    }

    @ParameterizedTest
    @ValueSource(strings = {"faults.md", "bad-configuration.md", "security.md"})
    void shouldNameTestsThatAreThere(String page) throws IOException {
        Map<String, String> tests = tests();
        Matcher named = NAMED.matcher(Files.readString(Path.of("..", "docs", page)));
        int found = 0;
        while (named.find()) {
            assertThat(tests.getOrDefault(named.group(1), ""))
                    .as("%s of %s", named.group(), page)
                    .containsPattern("void " + named.group(2) + "\\(");
            found++;
        }
        assertThat(found).as("tests named in %s", page).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"reliability.md", "mutants.md", "executor-service.md", "interleavings.md", "concurrency.md"})
    void shouldNameClassesOfTestsThatAreThere(String page) throws IOException {
        Map<String, String> tests = tests();
        List<String> named = CLASS.matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(named).isNotEmpty();
        assertThat(tests.keySet()).containsAll(named);
    }

    @Test
    void shouldHaveARowForEachFaultAndEachBadConfiguration() throws IOException {
        assertThat(rows("faults.md"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 40).mapToObj(i -> "F" + i).toList());
        assertThat(rows("bad-configuration.md"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 37).mapToObj(i -> "B" + i).toList());
    }

    private static List<String> rows(String page) throws IOException {
        return ROW.matcher(Files.readString(Path.of("..", "docs", page)))
                .results()
                .map(row -> row.group(1) + row.group(2))
                .toList();
    }
}
