package dev.millrace.pool.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the shipped code must not do, whoever writes the next line of it. */
class SecurityRulesTest {
    private static final List<String> SHIPPED = List.of("pool-api", "pool-impl", "pool-metrics");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile(
            "System\\.(?:getProperty|getProperties|getenv)\\(([^)]*)\\)|(?:Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)\\(([^)]*)\\)");
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.millrace.pool");

    /** File by file, without comments. */
    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        for (String module : SHIPPED) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.put(
                                file.getFileName().toString().replace(".java", ""),
                                COMMENT.matcher(read(file)).replaceAll("")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(sources).hasSizeGreaterThan(300);
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldMakeNothingOfBytesThatOthersSend() {
        noClasses()
                .that()
                .areNotAssignableTo(Throwable.class)
                .and()
                .areNotAssignableTo(Enum.class)
                .should()
                .beAssignableTo(Serializable.class)
                .check(CLASSES);
        assertThat(sources())
                .allSatisfy((file, text) -> assertThat(text)
                        .as(file)
                        .doesNotContain("ObjectInput", "ObjectOutput", "Externalizable", "readResolve", "XMLDecoder"));
    }

    /** There is no MBean at all, and nothing that starts a process, loads native code or opens other modules. */
    @Test
    void shouldOfferNothingThatActsFromOutside() {
        assertThat(sources())
                .allSatisfy((file, text) -> assertThat(text)
                        .as(file)
                        .doesNotContain(
                                "javax.management",
                                "MBean",
                                "ProcessBuilder",
                                "Runtime.getRuntime().exec",
                                "System.load",
                                "addOpens",
                                "System.exit"));
    }

    /** One switch of the pool's own, and what a report says of its host. */
    @Test
    void shouldReadNoSettingsOfOthers() {
        Set<String> read = new TreeSet<>();
        sources().forEach((file, text) -> {
            Matcher property = PROPERTY.matcher(text);
            while (property.find()) {
                read.add(file + ": " + (property.group(1) == null ? property.group(2) : property.group(1)));
            }
        });
        assertThat(read).containsExactly("HostFacts: name, \"unknown\"", "Probe: \"millrace.probes\"");
        assertThat(Pattern.compile("property\\(\"([^\"]+)\"\\)")
                        .matcher(sources().get("HostFacts"))
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("os.") || name.startsWith("java."));
    }

    /** F29: the wall clock is told, and never reckoned with; times are measured by a clock that nobody sets. */
    @Test
    void shouldNotReckonWithAClockThatCanBeSet() {
        noClasses()
                .that()
                .resideInAPackage("dev.millrace.pool.runtime..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "isBefore", Instant.class)
                .orShould()
                .callMethod(Instant.class, "isAfter", Instant.class)
                .orShould()
                .callMethod(Instant.class, "compareTo", Instant.class)
                .orShould()
                .callMethod(Instant.class, "toEpochMilli")
                .orShould()
                .callMethod(
                        Duration.class, "between", java.time.temporal.Temporal.class, java.time.temporal.Temporal.class)
                .check(CLASSES);
    }

    @Test
    void shouldShipTheseLibrariesAndNoOthers() {
        assertThat(shipped("pool-api")).containsExactly("jspecify");
        assertThat(shipped("pool-impl")).containsExactly("jctools-core-jdk11", "pool-api");
        assertThat(shipped("pool-metrics"))
                .containsExactly("HdrHistogram", "gson", "micrometer-core", "pool-api", "pool-impl");
    }

    /** Neither tests' nor what a user adds only if he wants it. */
    private static Set<String> shipped(String module) {
        Set<String> artifacts = new TreeSet<>();
        Matcher dependency = DEPENDENCY.matcher(read(Path.of("..", module, "pom.xml")));
        while (dependency.find()) {
            String text = dependency.group(1);
            if (!text.contains("<scope>test</scope>") && !text.contains("<optional>true</optional>")) {
                Matcher artifact = ARTIFACT.matcher(text);
                assertThat(artifact.find()).isTrue();
                artifacts.add(artifact.group(1));
            }
        }
        return artifacts;
    }

    /** One version each, in the root: no range, and nothing that changes under its name. */
    @Test
    void shouldPinTheVersionOfEachLibrary() {
        Matcher dependency = DEPENDENCY.matcher(read(Path.of("..", "pom.xml")));
        int pinned = 0;
        while (dependency.find()) {
            Matcher version = VERSION.matcher(dependency.group(1));
            assertThat(version.find()).as(dependency.group(1)).isTrue();
            assertThat(version.group(1)).as(dependency.group(1)).matches("\\d[\\w.-]*|\\$\\{[\\w.-]+}");
            pinned++;
        }
        assertThat(pinned).isGreaterThan(15);
        for (String module : SHIPPED) {
            Matcher own = DEPENDENCY.matcher(read(Path.of("..", module, "pom.xml")));
            while (own.find()) {
                assertThat(own.group(1))
                        .as("a version beside the root's in %s", module)
                        .doesNotContain("<version>");
            }
        }
    }
}
